"""What must be right outside the program before it starts; each failing check is one sentence."""

import errno
import os
import shutil
import socket
import time
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import psycopg
import redis
from psycopg import sql

from .errors import CannotStart
from .lock import cannot_write, disk_full

OLDEST_POSTGRESQL = 15
OLDEST_REDIS = 7
# A new database with its journal takes 70 MB, the demo's pictures and the logs come on top.
LEAST_FREE_BYTES = 256_000_000
_SCHEMES = {"postgres", "postgresql", "psql", "pgsql", "postgis"}
# Words of django-environ that libpq does not know.
_DJANGO_OPTIONS = {
    "conn_max_age", "conn_health_checks", "atomic_requests", "autocommit", "disable_server_side_cursors",
    "server_side_binding", "prepare_threshold",
}  # fmt: skip
_HOW_TO_MAKE = "createdb -T template0 -E UTF8 --lc-ctype=C.UTF-8 --lc-collate=C.UTF-8 NAME"


def check_database(url: str) -> None:
    """Raises CannotStart unless a PostgreSQL answers there that is new enough and knows Arabic trigrams."""
    conninfo = _libpq_url(url)
    try:
        with psycopg.connect(conninfo, connect_timeout=5) as connection:
            version = connection.info.server_version // 10_000
    except (psycopg.Error, UnicodeError) as error:
        raise CannotStart(
            f"The database {_without_password(url)} does not answer ({_first_line(error)}): "
            "start it, or correct DATABASE_URL."
        ) from error
    if version < OLDEST_POSTGRESQL:
        raise CannotStart(
            f"The database {_without_password(url)} is PostgreSQL {version}: {OLDEST_POSTGRESQL} or newer is needed."
        )
    _check_trigrams(conninfo, _without_password(url))


def check_redis(url: str) -> None:
    """Raises CannotStart unless a Redis answers there that is new enough."""
    place = _without_password(url)
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=5, socket_timeout=5, retry=None) as client:
            version = str(client.info("server")["redis_version"])
    except ValueError as error:
        raise CannotStart(f"REDIS_URL is not a Redis address ({error}).") from error
    except redis.RedisError as error:
        raise CannotStart(
            f"The Redis {place} does not answer ({_first_line(error)}): start it, or correct REDIS_URL."
        ) from error
    if int(version.split(".")[0]) < OLDEST_REDIS:
        raise CannotStart(f"The Redis {place} is version {version}: {OLDEST_REDIS} or newer is needed.")


def check_port(port: int, host: str = "127.0.0.1", *, patience: float = 2.0) -> None:
    """Raises CannotStart when this port cannot be listened on.

    patience: seconds that a server which is just closing has to let go of it.
    """
    deadline = time.monotonic() + patience
    while (refused := _refused(host, port)) and refused.errno == errno.EADDRINUSE and time.monotonic() < deadline:
        time.sleep(0.1)
    if refused is None:
        return
    if refused.errno == errno.EADDRINUSE:
        raise CannotStart(f"Port {port} is in use: stop the program that listens there, or set PORT to another number.")
    raise CannotStart(f"Cannot listen on port {port} of {host} ({refused.strerror}): set PORT or HOST to another.")


def check_disk(path: Path, *, least_free: int = LEAST_FREE_BYTES) -> None:
    """Raises CannotStart when the disk that holds `path`, which may not exist yet, has no `least_free` bytes left."""
    existing = next(folder for folder in (path.absolute(), *path.absolute().parents) if folder.exists())
    free = shutil.disk_usage(existing).free
    if free < least_free:
        raise CannotStart(
            f"The disk that holds {path} is full: {free // 1_000_000} MB are free and {least_free // 1_000_000} MB "
            "are needed; make room there, or set STATE_DIR to a folder elsewhere."
        )


def database_ensure(admin_url: str, *, name: str, owner: str) -> None:
    """Make the role (which may create test databases) and its database where they are missing."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [owner]).fetchone():
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(owner)))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            statement = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0")
            connection.execute(statement.format(sql.Identifier(name), sql.Identifier(owner)))


def arabic_trigrams(conninfo: str) -> bool:
    """Whether pg_trgm keeps Arabic letters there; makes the extension if it is missing. Raises psycopg.Error."""
    with psycopg.connect(conninfo, connect_timeout=5, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'").fetchone():
            connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        row = connection.execute("SELECT show_trgm('كسكس')").fetchone()
    return bool(row and row[0])


def _check_trigrams(conninfo: str, place: str) -> None:
    try:
        good = arabic_trigrams(conninfo)
    except psycopg.errors.DiskFull as error:
        raise disk_full(Path(place)) from error
    except psycopg.Error as error:
        raise CannotStart(
            f"The database {place} has no extension pg_trgm and it cannot be made ({_first_line(error)}): "
            "let an administrator run CREATE EXTENSION pg_trgm there."
        ) from error
    if not good:
        raise CannotStart(
            f"The database {place} finds no Arabic words (its pg_trgm drops Arabic letters): make one from template0 "
            f"with LC_CTYPE C.UTF-8 ({_HOW_TO_MAKE}) and set DATABASE_URL to it."
        )


def check_state_dir(state_dir: Path) -> None:
    """Raises CannotStart when nothing can be written in this folder, which exists."""
    probe = state_dir / f".probe-{os.getpid()}"
    try:
        probe.write_bytes(b"x" * 4096)
        probe.unlink()
    except OSError as error:
        raise cannot_write(state_dir, error) from error


def _refused(host: str, port: int) -> OSError | None:
    try:
        family, kind, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(place)
            listener.listen(1)
    except OSError as error:
        return error
    return None


def _libpq_url(url: str) -> str:
    """The URL as libpq reads it; raises CannotStart for another kind of database or no URL at all."""
    try:
        parts = urlsplit(url)
        if parts.scheme not in _SCHEMES or parts.port == 0:
            raise ValueError
    except ValueError:
        raise CannotStart(
            "DATABASE_URL is not the address of a PostgreSQL database: write postgres://USER:PASSWORD@HOST:PORT/NAME."
        ) from None
    known = [(key, value) for key, value in parse_qsl(parts.query) if key.lower() not in _DJANGO_OPTIONS]
    return urlunsplit(("postgresql", parts.netloc, parts.path, urlencode(known, quote_via=quote), ""))


def _without_password(url: str) -> str:
    """host:port/name, for a sentence: passwords stay out of terminals and logs."""
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2] or dict(parse_qsl(parts.query)).get("host", "")
    return f"{place}{parts.path}"


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].strip().rstrip(".") if lines else type(error).__name__

"""What is wrong outside the program is said in one sentence."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from marketplace.runtime.address import PROJECT_DIR, database_url
from marketplace.runtime.checks import check_database, check_disk, check_port, check_redis
from marketplace.runtime.errors import CannotStart
from marketplace.runtime.postgres import PrivatePostgres


@pytest.fixture
def busy_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@pytest.fixture
def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def sentence(check, *args, **kwargs) -> str:
    with pytest.raises(CannotStart) as caught:
        check(*args, **kwargs)
    text = str(caught.value)
    assert "\n" not in text
    return text


def test_a_busy_port(busy_port: int) -> None:
    assert sentence(check_port, busy_port, patience=0) == (
        f"Port {busy_port} is in use: stop the program that listens there, or set PORT to another number."
    )


def test_a_free_port(free_port: int) -> None:
    check_port(free_port)


def test_a_host_that_is_not_here(free_port: int) -> None:
    assert "set PORT or HOST" in sentence(check_port, free_port, "192.0.2.1")


def test_an_unreachable_database_without_its_password(free_port: int) -> None:
    text = sentence(
        check_database,
        f"postgres://shop:hidden@127.0.0.1:{free_port}/market?conn_max_age=60&prepare_threshold=None&server_side_binding=False",
    )
    assert text.startswith(f"The database 127.0.0.1:{free_port}/market does not answer (")
    assert text.endswith("start it, or correct DATABASE_URL.")
    assert "hidden" not in text


@pytest.mark.parametrize(
    "url", ["sqlite:///db.sqlite3", "market", "postgres://h:port/x", "mysql://h/x", "postgres://["]
)
def test_an_address_of_something_else(url: str) -> None:
    assert "postgres://USER:PASSWORD@HOST:PORT/NAME" in sentence(check_database, url)


def test_a_good_database_gets_its_extension(server: PrivatePostgres) -> None:
    _make_database(server, "good", "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'")
    url = database_url(server.state_dir, user="postgres", database="good")
    check_database(url)
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'").fetchone()


def test_a_database_that_drops_arabic_letters(server: PrivatePostgres) -> None:
    _make_database(server, "latin", "LOCALE_PROVIDER libc LOCALE 'C' LC_CTYPE 'C'")
    text = sentence(check_database, database_url(server.state_dir, user="postgres", database="latin"))
    assert "finds no Arabic words" in text
    assert "createdb -T template0 -E UTF8 --lc-ctype=C.UTF-8" in text


def test_a_database_whose_owner_may_not_make_the_extension(server: PrivatePostgres) -> None:
    _make_database(server, "strict", "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'")
    text = sentence(check_database, database_url(server.state_dir, user="taawon", database="strict"))
    assert "CREATE EXTENSION pg_trgm" in text


def test_an_unreachable_redis(free_port: int) -> None:
    text = sentence(check_redis, f"redis://:hidden@127.0.0.1:{free_port}/0")
    assert text.startswith(f"The Redis 127.0.0.1:{free_port}/0 does not answer (")
    assert "hidden" not in text


def test_an_address_that_is_not_a_redis() -> None:
    assert "REDIS_URL is not a Redis address" in sentence(check_redis, "http://127.0.0.1/")


def test_a_disk_with_too_little_room_left(tmp_path: Path) -> None:
    assert "is full" in sentence(check_disk, tmp_path / "not" / "there" / "yet", least_free=10**18)
    check_disk(tmp_path, least_free=1)


def test_a_full_disk_while_the_database_is_made(tiny_disk: Path) -> None:
    text = sentence(PrivatePostgres(tiny_disk / "state").start)
    assert text == (
        f"The disk that holds {tiny_disk / 'state'} is full: make room there, or set STATE_DIR to a folder elsewhere."
    )


def test_a_command_says_the_sentence_without_a_traceback(free_port: int) -> None:
    environment = {**os.environ, "DATABASE_URL": f"postgres://shop@127.0.0.1:{free_port}/market"}
    command = [sys.executable, "-m", "marketplace.runtime.session", "--", "true"]
    done = subprocess.run(command, env=environment, cwd=PROJECT_DIR, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1


@pytest.fixture
def tiny_disk(tmp_path: Path):
    """20 MB: too small for a database folder."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", disk], capture_output=True, text=True)
    if mounted.returncode != 0:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.strip()}")
    yield disk
    subprocess.run(["umount", disk], check=True)


def _make_database(server: PrivatePostgres, name: str, how: str) -> None:
    admin = database_url(server.state_dir, user="postgres", database="postgres")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' {how}")

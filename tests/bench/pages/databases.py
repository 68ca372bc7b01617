"""A database for each shop and size, seeded once and kept until the recipe, a migration or a library changes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from marketplace.runtime.address import PROJECT_DIR

HERE = Path(__file__).parent
SETTINGS = {"ours": "tests.bench.pages.settings", "oscar": "tests.bench.stock_oscar.settings"}


def database_url(name: str) -> str:
    """The address of another database on the server of DATABASE_URL."""
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def seeded(shop: str, size: int) -> str:
    """The address of the shop's database with `size` products, made where it is missing.

    shop: "ours" or "oscar". A half-made one is never taken for whole: it gets its name last.
    """
    prefix = f"bench_{shop}_{size}_"
    name, draft = prefix + _fingerprint(), prefix + "draft"
    with psycopg.connect(database_url("postgres"), autocommit=True) as server:
        known = {row[0] for row in server.execute("SELECT datname FROM pg_database")}
        for old in sorted(one for one in known if one.startswith(prefix) and one != name):
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(old)))
        if name in known:
            return database_url(name)
        print(f"Filling {shop} with {size:,} products ...", flush=True)
        start = perf_counter()
        options = sql.SQL("TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'")
        server.execute(sql.SQL("CREATE DATABASE {} ").format(sql.Identifier(draft)) + options)
        _fill(shop, size, draft)
        server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(draft), sql.Identifier(name)))
        print(f"  {perf_counter() - start:.0f} s", flush=True)
    return database_url(name)


def _fill(shop: str, size: int, name: str) -> None:
    environment = {**os.environ, "DATABASE_URL": database_url(name), "DJANGO_SETTINGS_MODULE": SETTINGS[shop]}
    environment |= {"NO_REDIS": "1"}
    # Oscar 4.2 makes categories in a way that treebeard 8 will no longer know; both are pinned.
    quiet = ["-W", "ignore:Using Category"]
    command = [sys.executable, *quiet, "-m", f"tests.bench.pages.seed_{shop}", str(size)]
    subprocess.run(command, env=environment, cwd=PROJECT_DIR, check=True)


def _fingerprint() -> str:
    """Changes whenever something that the rows depend on does."""
    digest = hashlib.sha256()
    files = [*PROJECT_DIR.glob("**/migrations/*.py"), PROJECT_DIR / "requirements.txt"]
    files += [HERE / "recipe.py", HERE / "seed_ours.py", HERE / "seed_oscar.py"]
    files += [PROJECT_DIR / "marketplace/searchindex/index.py", PROJECT_DIR / "marketplace/searchindex/words.py"]
    files += [PROJECT_DIR / "catalogue/search.py"]
    for file in sorted(file for file in files if ".venv" not in file.parts and "var" not in file.parts):
        digest.update(file.relative_to(PROJECT_DIR).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()[:10]

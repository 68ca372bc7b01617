"""What every test may use: a migrated database in a tenth of a second, and honest skips.

A part that this machine lacks (Chromium, Redis) skips its tests by name; with CI=true a skip is a failure.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

PROJECT = Path(__file__).resolve().parent.parent
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


# Begun first, so that no worker is left alone with one of them at the end. The last two fill tables with ten thousand
# rows: twenty seconds in a new database, minutes in one that holds what a thousand tests have rolled back.
LONG = (
    "tests/journeys/test_every_page.py",
    "tests/runtime/test_make_run",
    "tests/storefront/test_catalogue.py",
    "tests/storefront/test_sitemaps.py",
)


@pytest.hookimpl(wrapper=True, tryfirst=True)  # groups before pytest-xdist reads them, order after pytest-django's
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_group(item)))
        if "service" in item.keywords and not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
            item.add_marker(pytest.mark.skip(reason="no REDIS_URL"))
        if "browser" in item.keywords and CHROMIUM is None:
            item.add_marker(pytest.mark.skip(reason="no Chromium"))
    yield
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def _group(item: pytest.Item) -> str:
    """Who stays on one worker: a file, as its fixtures are dear; of the walk through every page each language; all that
    begins with the demo's sixty days.

    Tests that commit are a group of their own, for they come last: they empty tables that migrations have filled.
    """
    if "lived" in item.fixturenames:
        return "lived"
    language = getattr(item, "callspec", None) and item.callspec.params.get("inspected")
    marker = item.get_closest_marker("django_db")
    commits = "transactional_db" in item.fixturenames or bool(marker and marker.kwargs.get("transaction"))
    return " ".join(filter(None, (item.nodeid.partition("::")[0], language, "commits" if commits else "")))


def pytest_terminal_summary(terminalreporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        names = ", ".join(sorted({report.nodeid for report in skipped}))
        terminalreporter.write_line(f"Skipped, by name: {names}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and os.environ.get("CI") == "true" and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


# --- database: migrated once into a template, copied for each worker ------------------------------------------------


def _fingerprint() -> str:
    """Changes whenever a migration or a pinned library does."""
    digest = hashlib.sha256()
    files = [*PROJECT.glob("**/migrations/*.py"), PROJECT / "requirements.txt"]
    for file in sorted(file for file in files if ".venv" not in file.parts and "var" not in file.parts):
        digest.update(file.relative_to(PROJECT).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def _maintenance() -> psycopg.Connection:
    """A connection to the server's own database, from Django's settings."""
    from django.db import connection

    parameters = connection.get_connection_params() | {"dbname": "postgres"}
    for name in ("context", "cursor_factory", "prepare_threshold"):
        parameters.pop(name, None)
    return psycopg.connect(**parameters, autocommit=True)


def _create(server: psycopg.Connection, name: str, template: str) -> None:
    options = "" if template != "template0" else " ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'"
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}" + options)
    server.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))


def database_copy(name: str) -> str:
    """Make database `name` anew from the migrated template and return its name."""
    template = f"taawon_template_{_fingerprint()}"
    with _maintenance() as server:
        server.execute("SELECT pg_advisory_lock(7231)")  # one worker migrates, the others wait
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone():
            _migrate(server, template)
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        _create(server, name, template)
    return name


def database_drop(name: str) -> None:
    with _maintenance() as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _migrate(server: psycopg.Connection, template: str) -> None:
    """A new template; half-made ones are never taken for whole: it gets its name last."""
    from django.core.management import call_command
    from django.db import connection

    draft, usual = f"{template}_draft", connection.settings_dict["NAME"]
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(draft)))
    _create(server, draft, "template0")
    connection.close()
    connection.settings_dict["NAME"] = draft
    try:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
    server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(draft), sql.Identifier(template)))


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker, django_test_environment) -> Iterator[None]:
    """pytest-django's, with a copied template instead of migrations for each worker."""
    from django.db import connection

    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with django_db_blocker.unblock():
        name = database_copy(f"taawon_test_{os.getpid()}_{worker}")
        connection.close()
        connection.settings_dict["NAME"] = name
    yield
    with django_db_blocker.unblock():
        connection.close()
        database_drop(name)

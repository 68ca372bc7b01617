"""A database that cannot be reached: 503 in the reader's language, and nothing else is taken for it.

The market is asked as a process of its own whose DATABASE_URL leads to a closed port: nothing is pretended.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, connection
from django.template.loader import render_to_string

from marketplace.storefront.offline import is_database_away
from tests.journeys.running import free_port

PROJECT = Path(__file__).resolve().parents[2]

SETTINGS = "marketplace.settings.test"
ASK = """
import json, sys
import django
django.setup()
from django.test import Client
client = Client(raise_request_exception=False)
if "--signed-in" in sys.argv:
    client.cookies["sessionid"] = "a" * 32
answers = {}
for page in json.loads(sys.argv[1]):
    ask = client.post if page.startswith("POST ") else client.get
    answer = ask(page.removeprefix("POST "))
    answers[page] = [answer.status_code, dict(answer.headers), answer.content.decode()]
print(json.dumps(answers))
"""


def ask(*pages: str, tmp_path: Path, signed_in: bool = False) -> tuple[dict[str, list], str]:
    """What the market answers while nobody listens at its database's port; and what it wrote to its log."""
    away = f"postgres://nobody@127.0.0.1:{free_port()}/nothing"
    env = {**os.environ, "DATABASE_URL": away, "STATE_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": SETTINGS}
    done = subprocess.run(
        [sys.executable, "-c", ASK, json.dumps(pages), *["--signed-in"][: int(signed_in)]],
        cwd=PROJECT, env=env, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), done.stderr


def test_public_pages_say_that_the_market_is_closed_for_a_moment(tmp_path):
    answers, log = ask("/fr/", "/ar/catalogue/", "/en/provinces/", "/en/news/", tmp_path=tmp_path)
    for page, (status, headers, html) in answers.items():
        assert status == 503, page
        assert int(headers["Retry-After"]) > 0 and headers["Cache-Control"] == "no-store"
        assert f'href="{page}"' in html, "a way to try again"
        assert "Traceback" not in html and "psycopg" not in html and "OperationalError" not in html
        assert "Set-Cookie" not in headers
    arabic = answers["/ar/catalogue/"][2]
    assert 'dir="rtl"' in arabic and '<bdi dir="ltr">05 24 44 67 08</bdi>' in arabic
    assert "The market is closed for a moment" in answers["/en/news/"][2]
    assert "Traceback" not in log and "cannot be reached" in log


def test_what_needs_no_database_still_answers(tmp_path):
    pages = ("/fr/contact/", "/ar/privacy/", "/bands/couscous/al-alfia-atalita.svg", "/healthz", "/robots.txt")
    answers, _ = ask(*pages, tmp_path=tmp_path)
    assert {page: answer[0] for page, answer in answers.items()} == dict.fromkeys(pages, 200)


def test_the_personal_part_is_away_too_where_even_the_session_cannot_be_kept(tmp_path):
    answers, _ = ask("/fr/me/", "/fr/basket/", "/fr/accounts/", signed_in=True, tmp_path=tmp_path)
    assert {page: (answer[0], "Traceback" in answer[2]) for page, answer in answers.items()} == dict.fromkeys(
        answers, (503, False)
    )


def test_whoever_was_sending_something_is_told_to_look_first(tmp_path):
    answers, _ = ask("POST /en/basket/add/1/", tmp_path=tmp_path)
    status, _, html = answers["POST /en/basket/add/1/"]
    assert status == 503
    assert "look whether it arrived" in html and 'href="/en/basket/add' not in html


@pytest.mark.parametrize("page", ["storefront/500.html", "storefront/503.html"])
def test_the_pages_for_faults_need_nothing(page, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        html = render_to_string(page)
    assert html.count("<h1>") == 1 and "style=" not in html and "<script" not in html


@pytest.mark.django_db(transaction=True)
def test_a_query_that_fails_on_a_good_connection_is_not_taken_for_it():
    with pytest.raises(OperationalError) as slow, connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 20; SELECT pg_sleep(5)")
    assert not is_database_away(slow.value)
    connection.close()
    assert not is_database_away(ValueError("no"))
    assert not is_database_away(None)


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_server_ends_is_taken_for_it():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    with psycopg.connect(**plain_parameters(), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [backend])
    with pytest.raises((OperationalError, InterfaceError)) as lost, connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert is_database_away(lost.value)
    with pytest.raises((OperationalError, InterfaceError)) as closed, connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert is_database_away(closed.value)
    connection.close()


def plain_parameters() -> dict:
    parameters = dict(connection.get_connection_params())
    for name in ("context", "cursor_factory", "prepare_threshold"):
        parameters.pop(name, None)
    return parameters

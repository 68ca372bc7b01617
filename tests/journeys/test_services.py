"""The same market on a server PostgreSQL and Redis, as in production: one purchase, three messages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from .conftest import phone_of
from .mailbox import Mailbox
from .running import RunningMarket
from .test_purchase import CHEESE, COUSCOUS, fill_details, put_into_basket

pytestmark = [pytest.mark.browser, pytest.mark.service]
DATABASE = "taawon_journey"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[RunningMarket, Mailbox]]:
    """A market on services, with a database of its own on the given server."""
    server = urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(server._replace(path="/postgres").geturl(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(
            f"CREATE DATABASE {DATABASE} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'"
        )
        mailbox = Mailbox()
        market = RunningMarket(
            tmp_path / "state",
            email_url=f"smtp://127.0.0.1:{mailbox.port}",
            DATABASE_URL=server._replace(path=f"/{DATABASE}").geturl(),
            REDIS_URL=urlsplit(os.environ["REDIS_URL"])._replace(path="/7").geturl(),
        )
        yield market, mailbox
        market.stop()
        mailbox.close()
        connection.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


def test_a_purchase_on_a_server_postgresql_and_redis(served, browser, tmp_path):
    market, mailbox = served
    guest = phone_of(browser, market, script=True)
    put_into_basket(guest, "fr", "al-alfia-atalita", COUSCOUS, script=True)
    put_into_basket(guest, "fr", "kokiaj-mogador", CHEESE, script=True)
    guest.goto("/fr/checkout/")
    fill_details(guest, "served@example.com")
    guest.check('[name="accept_terms"]')
    guest.click("form[data-once] button.button-primary")
    guest.wait_for_url("**/checkout/done/**")
    number = guest.url.split("/done/")[1].split("/")[0]
    told = {letter["To"] for letter in mailbox.wait_about(number, 3)}
    assert told == {"served@example.com", "couscous@example.com", "mogalait@example.com"}
    assert not (tmp_path / "state" / "postgresql").exists()  # no private server beside the given one
    assert not guest.faults
    guest.context.close()

"""Card purchases while everything goes wrong at once: webhooks late, twice, shuffled or never, the worker killed, the
database's connections cut, browsers closed. When it is quiet again every charge has one paid order, and the other way.

CHAOS sets how many purchases: 20 in the gate, 300 in make prove.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import cycle
from random import Random
from threading import Event, Thread
from urllib.parse import urlsplit

import psutil
import psycopg
import pytest

from marketplace.runtime.address import private_database_url
from tests.bench.orders.browser import Browser, WrongAnswer
from tests.bench.orders.shoppers import buy_ours
from tests.testpay.server import Refused, until

from .running import PROJECT, RunningMarket

pytestmark = pytest.mark.browser  # what makes the market is shared with the journeys

PURCHASES, SHOPPERS, SEED = int(os.environ.get("CHAOS", "20")), 4, 20261125
CARD, DECLINED = "4242424242424242", "4000000000000002"
EVENTS = [
    {"mode": "never", "event": "*", "probability": 0.2, "seed": 1},
    {"mode": "twice", "event": "*", "probability": 0.25, "seed": 2},
    {"mode": "late", "event": "*", "probability": 0.3, "seconds": 2, "seed": 3},
    {"mode": "shuffled", "event": "*", "probability": 0.5, "seed": 4},
]


class Monkey:
    """Kills the worker and cuts every connection to the database, by turns, every few seconds until told to stop."""

    def __init__(self, market: RunningMarket) -> None:
        self.market, self.random, self.enough = market, Random(SEED), Event()
        self.kills = self.cuts = 0
        self.thread = Thread(target=self._rage)
        self.thread.start()

    def stop(self) -> None:
        self.enough.set()
        self.thread.join()

    def _rage(self) -> None:
        for act in cycle((self._cut, self._kill)):
            if self.enough.wait(self.random.uniform(1, 3)):
                return
            act()

    def _kill(self) -> None:
        for process in psutil.Process(self.market.pid).children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                if "celery" in process.cmdline() and "worker" in process.cmdline():
                    process.send_signal(signal.SIGKILL)
                    self.kills += 1

    def _cut(self) -> None:
        with connect(self.market) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE pid <> pg_backend_pid() AND datname = current_database()"
            )
            self.cuts += 1


def connect(market: RunningMarket) -> psycopg.Connection:
    return psycopg.connect(private_database_url(market.state_dir), autocommit=True)


def some_goods(market: RunningMarket) -> list[tuple[str, int]]:
    """(path of the page, key) of goods that many can buy."""
    with connect(market) as connection:
        rows = connection.execute(
            "SELECT p.slug, p.id FROM catalogue_product p JOIN partner_stockrecord s ON s.product_id = p.id "
            "JOIN catalogue_productclass c ON c.id = p.product_class_id "
            "WHERE p.structure = 'standalone' AND p.state = 'live' AND NOT c.perishable AND c.requires_shipping "
            "ORDER BY p.id LIMIT 6"
        ).fetchall()
        keys = [key for _slug, key in rows]
        connection.execute(
            "UPDATE partner_stockrecord SET num_in_stock = num_in_stock + 1000 WHERE product_id = ANY(%s)", [keys]
        )
    return [(f"/fr/catalogue/{slug}_{key}/", key) for slug, key in rows]


def purchase(market: RunningMarket, goods: list[tuple[str, int]], number: int) -> str:
    """One shopper; where a page fails because the database was cut, she begins again. Returns how far she came."""
    random, how = Random(f"{SEED}-{number}"), ""
    for _attempt in range(8):
        how = try_to_buy(market, goods, random)
        if how in ("paid", "left before paying"):
            break
    return how


def try_to_buy(market: RunningMarket, goods: list[tuple[str, int]], random: Random) -> str:
    """With a browser of its own, closed at any moment; what came of an attempt that failed is looked at in the end."""
    payments, host = market.payments, f"localhost:{market.port}"
    browser = Browser(market.port, origin=market.url, headers={"Host": host, "Accept-Language": "fr"})
    try:
        buy_ours(browser, *random.choice(goods), payment="card")
        if not browser.away:
            return "nothing bought"
        if random.random() < 0.15:
            return "left before paying"
        session = urlsplit(browser.away).path.rstrip("/").rpartition("/")[2]
        if random.random() < 0.3:
            payments.control("pay", session=session, card=DECLINED)
        payments.control("pay", session=session, card=CARD)
        if random.random() < 0.5:
            browser.get(back_of(market, session))
        return "paid"
    except (WrongAnswer, Refused, OSError) as error:
        return f"{type(error).__name__}: {error}"
    finally:
        browser.close()


def back_of(market: RunningMarket, session: str) -> str:
    parts = urlsplit(market.payments.client().v1.checkout.sessions.retrieve(session).success_url)
    return f"{parts.path}?{parts.query}"


def time_passes(market: RunningMarket) -> bool:
    """Half an hour is over: unpaid pages have ended, what waits is looked at. Whether nothing waits any more."""
    payments = market.payments
    for session in payments.client().v1.checkout.sessions.list({"limit": 100}).auto_paging_iter():
        if session.status == "open":
            payments.control("expire", session=session.id)
    with connect(market) as connection:
        connection.execute(
            "UPDATE money_payment SET next_look_at = now(), leased_until = NULL, expires_at = now() "
            "WHERE state IN ('waiting', 'refund_due') AND (leased_until IS NULL OR leased_until < now())"
        )
        waiting = "SELECT count(*) FROM money_payment WHERE state IN ('waiting', 'refund_due') AND method = 'card'"
        return connection.execute(waiting).fetchone()[0] == 0


def test_every_charge_has_one_paid_order_and_every_paid_order_one_charge(market: RunningMarket):
    goods = some_goods(market)
    market.payments.control("modes", rules=EVENTS)
    monkey = Monkey(market)
    with ThreadPoolExecutor(SHOPPERS) as pool:
        how = list(pool.map(lambda number: purchase(market, goods, number), range(PURCHASES)))
    monkey.stop()
    assert monkey.kills and monkey.cuts
    assert sum(one == "paid" for one in how) >= PURCHASES / 3, how
    market.payments.control("flush", never=False)
    until(lambda: time_passes(market), seconds=120)
    prove_charges(market)
    prove_stock(market)
    prove_book(market)


def prove_charges(market: RunningMarket) -> None:
    charges = market.payments.client().v1.charges.list({"limit": 100}).auto_paging_iter()
    kept = sorted(charge.payment_intent for charge in charges if charge.status == "succeeded" and not charge.refunded)
    with connect(market) as connection:
        paid = connection.execute(
            "SELECT y.payment_intent, o.status, y.order_id FROM money_payment y "
            "JOIN order_order o ON o.id = y.order_id WHERE y.state = 'paid' AND y.method = 'card' "
            "ORDER BY y.payment_intent"
        ).fetchall()
        unpaid = connection.execute(
            "SELECT count(*) FROM order_order o WHERE payment_method = 'card' AND status NOT IN ('cancelled') "
            "AND NOT EXISTS (SELECT 1 FROM money_payment y WHERE y.order_id = o.id AND y.state = 'paid')"
        ).fetchone()[0]
    assert [row[0] for row in paid] == kept
    assert len({row[2] for row in paid}) == len(paid) > 0
    assert {row[1] for row in paid} <= {"new", "in_progress"}
    assert unpaid == 0


def prove_stock(market: RunningMarket) -> None:
    """What is promised of each thing is what open orders have of it."""
    with connect(market) as connection:
        wrong = connection.execute(
            "SELECT s.id, coalesce(s.num_allocated, 0), coalesce(sum(l.quantity - l.quantity_shipped - "
            "l.quantity_cancelled), 0) FROM partner_stockrecord s LEFT JOIN order_line l ON l.stockrecord_id = s.id "
            "GROUP BY s.id HAVING coalesce(s.num_allocated, 0) <> coalesce(sum(l.quantity - l.quantity_shipped - "
            "l.quantity_cancelled), 0) OR s.num_allocated > s.num_in_stock"
        ).fetchall()
    assert wrong == []


def prove_book(market: RunningMarket) -> None:
    environment = {**os.environ, "DATABASE_URL": private_database_url(market.state_dir)}
    environment |= {"STATE_DIR": str(market.state_dir), "DJANGO_SETTINGS_MODULE": "marketplace.settings.development"}
    done = subprocess.run(
        [sys.executable, "manage.py", "ledger_check"], cwd=PROJECT, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr

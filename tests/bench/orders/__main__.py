"""python -m tests.bench.orders, with DATABASE_URL set (marketplace.runtime.session does). See __init__.py."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from marketplace.runtime.address import PROJECT_DIR, state_dir
from tests.bench.pages import recipe
from tests.bench.pages.__main__ import prepare
from tests.bench.pages.databases import SETTINGS, database_url, seeded
from tests.bench.pages.servers import gunicorn, redis_server
from tests.bench.stock_oscar import pictures

SIZE = 1000
SECONDS, RUNS = float(os.environ.get("SECONDS", "20")), int(os.environ.get("RUNS", "3"))
SHOPPERS = int(os.environ.get("SHOPPERS", "8"))
# Different things that shoppers buy while orders are counted; then few things, few of each.
MANY, FEW, FEW_UNITS = 200, 5, 20
WSGI = {"ours": "marketplace.wsgi", "oscar": "tests.bench.stock_oscar.wsgi"}
# Goals: orders per second, and p95 of a whole order, beside stock Oscar's.
TIMES, SHARE = 3, 0.5


def main() -> int:
    folder = state_dir()
    folder.mkdir(parents=True, exist_ok=True)
    pictures.provide(folder / "stock-oscar-media", SIZE)
    found, sold = defaultdict(list), {}
    with ExitStack() as stack:
        redis_url = stack.enter_context(redis_server(folder))
        shops = {shop: stack.enter_context(_shop(shop, redis_url, folder)) for shop in WSGI}
        for shop, (port, _url) in shops.items():
            _let_loose(shop, port, _products(MANY), SECONDS / 4)
        for run in range(1, RUNS + 1):
            for shop, (port, _url) in shops.items():
                result = _let_loose(shop, port, _products(MANY), SECONDS)
                found[shop].append(result)
                print(f"run {run} {shop:<6} {result['per_second']:6.1f} orders/s", flush=True)
        for shop, (port, url) in shops.items():
            sold[shop] = _rush(shop, port, url)
    return _report(found, sold, folder)


@contextmanager
def _shop(shop: str, redis_url: str | None, folder: Path) -> Iterator[tuple[int, str]]:
    """Port and database of a running shop; the database is a copy of its own, for orders are written into it."""
    whole, name = seeded(shop, SIZE), f"bench_orders_{shop}"
    with psycopg.connect(database_url("postgres"), autocommit=True) as server:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        server.execute(drop)
        template = sql.Identifier(urlsplit(whole).path.lstrip("/"))
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), template))
    url = database_url(name)
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE partner_stockrecord SET num_in_stock = 1000000")
        if shop == "oscar":
            connection.execute(
                "INSERT INTO address_country (iso_3166_1_a2, iso_3166_1_a3, iso_3166_1_numeric, printable_name, name, "
                "display_order, is_shipping_country) VALUES ('MA', 'MAR', '504', 'Maroc', 'Maroc', 0, true)"
            )
    shared = {"STATE_DIR": str(folder)} | ({"REDIS_URL": redis_url} if redis_url else {"NO_REDIS": "1"})
    environment = shared | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": SETTINGS[shop]}
    if shop == "ours":
        prepare(environment)
    with gunicorn(f"orders-{shop}", WSGI[shop], environment, folder) as port:
        yield port, url
    with psycopg.connect(database_url("postgres"), autocommit=True) as server:
        server.execute(drop)


def _products(most: int) -> list[recipe.Goods]:
    return [recipe.one_good(number) for number in range(1, SIZE + 1, max(1, SIZE // most))][:most]


def _let_loose(shop: str, port: int, goods: list[recipe.Goods], seconds: float) -> dict:
    prefix = "/fr/catalogue/" if shop == "ours" else "/catalogue/"
    given = json.dumps([[f"{prefix}{recipe.slug(one)}_{one.number}/", one.number] for one in goods])
    command = [sys.executable, "-m", "tests.bench.orders.client", shop, str(port), str(seconds), str(SHOPPERS)]
    done = subprocess.run(command, input=given, capture_output=True, text=True, cwd=PROJECT_DIR, check=False)
    if done.returncode:
        sys.exit(f"{shop}: {done.stderr.strip()}")
    return json.loads(done.stdout)


def _rush(shop: str, port: int, url: str) -> dict:
    """Few goods, few of each, bought until everybody is refused: units sold, and how many more than there were."""
    goods = _products(FEW)
    keys = [one.number for one in goods]
    with psycopg.connect(url) as connection:
        connection.execute(
            "UPDATE partner_stockrecord SET num_in_stock = %s + coalesce(num_allocated, 0) WHERE product_id = ANY(%s)",
            [FEW_UNITS, keys],
        )
        before = _ordered(connection, keys)
    _let_loose(shop, port, goods, 0)
    with psycopg.connect(url) as connection:
        after = _ordered(connection, keys)
    units = {key: after.get(key, 0) - before.get(key, 0) for key in keys}
    return {
        "there_were": FEW * FEW_UNITS, "sold": sum(units.values()),
        "oversold": sum(max(0, count - FEW_UNITS) for count in units.values()),
    }  # fmt: skip


def _ordered(connection: psycopg.Connection, keys: list[int]) -> dict[int, int]:
    question = "SELECT product_id, sum(quantity) FROM order_line WHERE product_id = ANY(%s) GROUP BY product_id"
    return dict(connection.execute(question, [keys]).fetchall())


def _report(found: dict[str, list[dict]], sold: dict[str, dict], folder: Path) -> int:
    middle = {shop: {name: median(run[name] for run in runs) for name in runs[0]} for shop, runs in found.items()}
    names = {"ours": "ours", "oscar": "stock Oscar"}
    lines = ["| Who | Orders/s | Runs | p50 ms | p95 ms | Requests an order | Rush: there were, sold, oversold |"]
    lines += ["|---|--:|---|--:|--:|--:|---|"]
    for shop, row in middle.items():
        each = " ".join(f"{run['per_second']:.1f}" for run in found[shop])
        lines.append(
            f"| {names[shop]} | {row['per_second']:.1f} | {each} | {row['p50_ms']:.0f} | {row['p95_ms']:.0f} | "
            f"{row['requests_each']:.1f} | {sold[shop]['there_were']}, {sold[shop]['sold']}, {sold[shop]['oversold']} |"
        )
    rate = middle["ours"]["per_second"] / middle["oscar"]["per_second"]
    wait = middle["ours"]["p95_ms"] / middle["oscar"]["p95_ms"]
    goals = [
        (f"orders per second at least {TIMES} times stock Oscar's", f"{rate:.2f}", rate >= TIMES),
        (f"p95 of a whole order at most {SHARE} of stock Oscar's", f"{wait:.2f}", wait <= SHARE),
        ("oversold by us", str(sold["ours"]["oversold"]), sold["ours"]["oversold"] == 0),
    ]
    lines += ["", "| Goal | Came out | |", "|---|--:|---|"]
    lines += [f"| {text} | {value} | {'met' if met else 'missed'} |" for text, value, met in goals]
    (folder / "bench-orders.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n" + "\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Shoppers let loose: python -m tests.bench.orders.client SHOP PORT SECONDS SHOPPERS.

Standard input: JSON list of [path, key] of products. Standard output: JSON. SECONDS 0: each product is bought until it
is sold out. Ends with 1 when a page is not what it should be.

Each product's page is looked at once before the clock begins: in a shop that sells, many look at a thing before one
buys it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from itertools import cycle
from threading import Lock, Thread
from time import perf_counter

from .browser import Browser, WrongAnswer
from .shoppers import BUYERS


class Rush:
    """What all shoppers share."""

    def __init__(self, shop: str, port: int, goods: list, *, seconds: float) -> None:
        self.buy, self.port, self.seconds = BUYERS[shop], port, seconds
        self.lock, self.goods, self.left = Lock(), cycle(goods), len(goods)
        self.unseen = [path for path, _key in goods]
        self.times: list[float] = []
        self.requests, self.refused, self.faults = 0, 0, []

    def begin(self) -> None:
        self.start = perf_counter()
        self.end = self.start + self.seconds

    def shop(self) -> None:
        """One shopper after another with a new basket, until the time is over or everybody is refused."""
        while not self.faults and self.wanted():
            with self.lock:
                path, key = next(self.goods)
            browser, start = Browser(self.port), perf_counter()
            try:
                bought = self.buy(browser, path, key)
            except (WrongAnswer, OSError) as error:
                self.faults.append(str(error))
                return
            finally:
                browser.close()
            with self.lock:
                self.note(bought, perf_counter() - start, browser.requests)

    def look(self) -> None:
        """See what there is; all shoppers together see everything."""
        browser = Browser(self.port)
        try:
            while self.unseen and not self.faults:
                with suppress(IndexError):  # another was quicker
                    browser.get(self.unseen.pop())
        except (WrongAnswer, OSError) as error:
            self.faults.append(str(error))
        finally:
            browser.close()

    def wanted(self) -> bool:
        if self.seconds:
            return perf_counter() < self.end
        return self.refused < 4 * self.left

    def note(self, bought: bool, took: float, requests: int) -> None:
        if not bought:
            self.refused += 1
            return
        self.times.append(took)
        self.requests += requests


def together(task: Callable[[], None], shoppers: int) -> None:
    threads = [Thread(target=task) for _ in range(shoppers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main(arguments: list[str]) -> int:
    shop, port, seconds, shoppers = arguments[0], int(arguments[1]), float(arguments[2]), int(arguments[3])
    rush = Rush(shop, port, json.load(sys.stdin), seconds=seconds)
    together(rush.look, shoppers)
    rush.begin()
    together(rush.shop, shoppers)
    took = perf_counter() - rush.start
    if rush.faults or not rush.times:
        print(rush.faults[:1] or "nobody bought anything", file=sys.stderr)
        return 1
    times = sorted(rush.times)
    print(
        json.dumps(
            {
                "orders": len(times),
                "per_second": len(times) / took,
                "p50_ms": 1000 * times[len(times) // 2],
                "p95_ms": 1000 * times[min(len(times) - 1, int(len(times) * 0.95))],
                "requests_each": rush.requests / len(times),
                "refused": rush.refused,
            }
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

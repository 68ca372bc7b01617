"""`make bench-pages` measures what it says: whole pages with goods on them, and figures that are counted right."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

import pytest
from django.db import connection
from django.test import Client

from marketplace.searchindex.sources import rebuild
from tests.bench.pages import recipe
from tests.bench.pages.client import WrongAnswer, load
from tests.bench.pages.contenders import questions
from tests.bench.pages.report import CACHED, CONSTANT, OSCAR, OURS, Results, goals, markdown
from tests.bench.pages.seed_ours import seed

SIZE = 60


def documents() -> dict[str, tuple]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, popularity, spelling, recipe, vector::text FROM searchindex_document ORDER BY id")
        return {row[0]: row[1:] for row in cursor.fetchall()}


@pytest.mark.django_db
def test_a_measured_shop_is_like_one_that_grew():
    seed(SIZE)
    client, one = Client(), recipe.one_good(20)
    assert client.get("/fr/catalogue/").content.count(b'<article class="card') == 24
    page = client.get(f"/fr/catalogue/{recipe.slug(one)}_{one.number}/").content.decode()
    assert one.title[0] in page
    assert "Merci" in page
    assert one.title[1] in client.get(f"/ar/search/?q={recipe.line_word(one.number)}").content.decode()
    fast = documents()
    rebuild("product")
    assert documents() == fast


def test_a_larger_shop_begins_with_the_smaller_one_and_is_the_same_every_time():
    assert list(recipe.goods(40))[:20] == list(recipe.goods(20))


def test_a_common_word_is_in_thousands_of_titles_and_a_rare_one_in_ten():
    common, *_others, rare = questions(10_000)
    titles = [recipe.one_good(number).title[0].lower() for number in range(1, 10_001)]
    assert sum(common in title for title in titles) > 900
    assert sum(rare in title for title in titles) == 10


@pytest.fixture
def answering():
    """Serves one answer for ever, on a thread for each connection; returns its port."""
    listeners = []

    def serve(answer: bytes) -> int:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)
        threading.Thread(target=accept, args=(listener, answer), daemon=True).start()
        return listener.getsockname()[1]

    def accept(listener: socket.socket, answer: bytes) -> None:
        while True:
            try:
                line, _address = listener.accept()
            except OSError:  # the test is over
                return
            threading.Thread(target=talk, args=(line, answer), daemon=True).start()

    def talk(line: socket.socket, answer: bytes) -> None:
        # A client that gave up leaves an answer unread, which ends its connection.
        with line, suppress(ConnectionError):
            while line.recv(65536):
                line.sendall(answer)

    yield serve
    for listener in listeners:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def test_the_client_counts_answers_and_bytes(answering):
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"
    found = load(answering(head + b"x" * 5000), [b"GET / HTTP/1.1\r\n\r\n"], seconds=0.05, concurrency=8)
    assert found["requests"] >= 8
    assert found["kilobytes"] == pytest.approx((len(head) + 5000) / 1000)
    assert 0 < found["p50_ms"] <= found["p95_ms"]


def test_the_client_gives_up_at_the_first_wrong_answer(answering):
    port = answering(b"HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n")
    with pytest.raises(WrongAnswer, match="500"):
        load(port, [b"GET /broken HTTP/1.1\r\n\r\n"], seconds=0.05, concurrency=2)


def test_goals_are_told_by_medians_and_what_was_not_measured_is_missed():
    results = Results(
        {"date": "", "commit": "", "cores": 2, "load": "0.0", "worker_class": "sync", "runs": 3, "seconds": 1.0,
         "concurrency": 8, "ceiling": 1.0}
    )  # fmt: skip

    def ran(size: int, who: str, page: str, *rates: float) -> None:
        results.runs[size, who, page] = [
            {"per_second": rate, "p50_ms": 1.0, "p95_ms": 2.0, "kilobytes": 3.0} for rate in rates
        ]

    for size in (10_000, 100_000):
        ran(size, CONSTANT, CONSTANT, 1000, 900, 1100)
        ran(size, CACHED, "product", 850, 1, 900)
        ran(size, OURS, "search", 100, 120 if size == 10_000 else 60, 130 if size == 10_000 else 70)
        ran(size, OSCAR, "search", 10, 10, 10)
    came = {goal.text: (goal.value, goal.met) for goal in goals(results)}
    assert came["10,000: cached product at least 0.8 of the constant view"] == (0.85, True)
    assert came["10,000: cached catalogue at least 0.8 of the constant view"] == (None, False)
    assert came["10,000: uncached search at least 12 times stock Oscar's search"] == (12, True)
    assert came["100,000: uncached search at least 12 times stock Oscar's search"] == (7, False)
    assert came["uncached search with 100,000 products costs at most 1.3 times that with 10,000"] == (120 / 70, False)
    assert "| 10,000 | ours, uncached | search | 120 | 100 120 130 | 1.0 | 2.0 | 3.0 |" in markdown(results)

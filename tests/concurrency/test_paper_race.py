"""Twenty invoices of one cooperative at once: numbers without a gap; and the same without the lock, which is a race."""

from __future__ import annotations

from functools import partial
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cooperatives.models import Cooperative
from marketplace.money.models import Paper, PaperCounter
from marketplace.money.papers.choices import PaperKind
from marketplace.money.services import papers
from marketplace.shop.order.services.fulfil import part_accept, part_deliver, part_ship
from tests.factories import make_cooperative, make_part, make_product

from .crowd import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 20


class Undone(Exception):
    """Something goes wrong after the number was given."""


@transaction.atomic
def number(cooperative: Cooperative, index: int, *, fails: bool = False) -> Paper:
    """What invoice_write does once it holds its part: a number, and the row that carries it."""
    paper = papers._write(
        kind=PaperKind.INVOICE, cooperative=cooperative, event_key=f"race {index}", data={}, total=0
    )  # fmt: skip
    if fails:
        raise Undone
    return paper


def race(**fails) -> list[object]:
    cooperative = make_cooperative()
    return all_at_once(
        [partial(number, cooperative, index, fails=bool(fails) and index % 4 == 0) for index in range(PEOPLE)]
    )


def test_twenty_at_once_get_twenty_numbers_without_a_gap():
    results = race()
    assert [one for one in results if not isinstance(one, Paper)] == []
    written = list(Paper.objects.order_by("number"))
    assert [paper.number for paper in written] == list(range(1, PEOPLE + 1))
    assert [paper.issued_at for paper in written] == sorted(paper.issued_at for paper in written)


def test_those_that_fail_after_they_got_their_number_leave_no_gap():
    results = race(fails=True)
    assert len([one for one in results if isinstance(one, Undone)]) == PEOPLE // 4
    assert sorted(Paper.objects.values_list("number", flat=True)) == list(range(1, PEOPLE - PEOPLE // 4 + 1))


def test_real_deliveries_at_once_get_numbers_without_a_gap():
    product = make_product(stock=50)
    parts = [make_part(product) for _ in range(PEOPLE)]
    for part in parts:
        part_accept(part_id=part.pk, by=None)
        part_ship(part_id=part.pk, by=None)
    results = all_at_once([partial(part_deliver, part_id=part.pk, by=None) for part in parts])
    assert [one for one in results if isinstance(one, Exception)] == []
    assert sorted(Paper.objects.values_list("number", flat=True)) == list(range(1, PEOPLE + 1))


def test_without_the_lock_the_same_race_gives_a_number_twice(monkeypatch):
    """The guard is the lock on the counter's row (papers._counter). The constraint then refuses the second paper."""
    meet = Barrier(PEOPLE)

    def unlocked(cooperative: Cooperative, kind: PaperKind, year: int) -> PaperCounter:
        counter = PaperCounter.objects.get(cooperative=cooperative, kind=kind, year=year)
        try:
            meet.wait(timeout=20)  # everybody has read the last number before anybody writes
        except BrokenBarrierError:
            raise AssertionError("they did not meet") from None
        return counter

    cooperative = make_cooperative()
    PaperCounter.objects.create(cooperative=cooperative, kind=PaperKind.INVOICE, year=timezone.localdate().year)
    monkeypatch.setattr(papers, "_counter", unlocked)
    results = all_at_once([partial(number, cooperative, index) for index in range(PEOPLE)])
    refused = [one for one in results if isinstance(one, IntegrityError)]
    assert len(refused) == PEOPLE - 1
    assert all("one_paper_per_number" in str(error) for error in refused)

"""Two presidents who close their accounts at once: the second one stays; without the lock nobody does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

import cooperatives.mydata
from cooperatives.models import Membership
from marketplace.accounts.services.close import account_close
from marketplace.mydata.registry import Hindered
from tests.factories import make_cooperative, make_member

from .crowd import somebody_waits

pytestmark = pytest.mark.django_db(transaction=True)


def close_both() -> list[object]:
    """The first has gone but not committed when the second goes; what the second came to, and who is left."""
    cooperative = make_cooperative()
    first, second = make_member(cooperative), make_member(cooperative)

    def go() -> object:
        try:
            return account_close(user=second)
        except Hindered as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            account_close(user=first)
            going, pause = pool.submit(go), Event()
            while not going.done() and not somebody_waits():
                pause.wait(0.01)
        result = going.result(timeout=30)
    return [result, list(Membership.objects.current().of(cooperative).values_list("user", flat=True)), second.pk]


def test_the_second_president_stays():
    result, left, second = close_both()
    assert isinstance(result, Hindered) and left == [second]


def test_without_the_lock_the_cooperative_is_left_alone(monkeypatch):
    monkeypatch.setattr(cooperatives.mydata, "_hold", lambda user: None)
    result, left, _ = close_both()
    assert result is None and left == []

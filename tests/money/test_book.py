"""The book: balanced, written once, never changed."""

import pytest
from django.db import IntegrityError, connection, transaction

from marketplace.money.book import Row, Unbalanced, account_of_cooperative, account_of_market, post
from marketplace.money.choices import AccountKind, EntryKind, PostingKind
from marketplace.money.models import Entry, LineTerms, Posting
from marketplace.money.shares import balance_of, market_balance
from tests.factories import make_cooperative, make_purchase

pytestmark = pytest.mark.django_db


def some_rows(amount: int = 500, other: int = -500) -> list[Row]:
    holder = account_of_cooperative(make_cooperative())
    return [
        Row(holder, EntryKind.TRANSFER, amount),
        Row(account_of_market(AccountKind.BANK), EntryKind.TRANSFER, other),
    ]


def some_posting(**rows) -> Posting:
    return post(kind=PostingKind.REMITTANCE, event_key="remittance 1", rows=some_rows(**rows))


def test_what_does_not_balance_is_not_written():
    with pytest.raises(Unbalanced):
        some_posting(other=-499)
    assert not Posting.objects.exists()


def test_the_database_itself_refuses_a_posting_that_does_not_balance():
    posting = some_posting()
    account = account_of_market(AccountKind.PLATFORM)
    with pytest.raises(IntegrityError, match="does not sum to zero"), transaction.atomic():
        Entry.objects.create(posting=posting, account=account, kind=EntryKind.FEE, amount_centimes=1)
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_fact_is_written_once():
    some_posting()
    assert post(kind=PostingKind.REMITTANCE, event_key="remittance 1", rows=some_rows()) is None
    assert Entry.objects.count() == 2


def test_entries_of_nothing_are_left_out():
    post(kind=PostingKind.REMITTANCE, event_key="nothing", rows=some_rows(amount=0, other=0))
    assert not Entry.objects.exists()


@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
@pytest.mark.parametrize("model", [Posting, Entry, LineTerms])
def test_the_database_refuses_to_change_or_delete(model, statement):
    make_purchase()
    some_posting()
    table = model._meta.db_table
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement.format(table))


def test_balances_are_sums():
    posting = some_posting()
    assert balance_of(posting.entries.get(account__kind="cooperative").account.cooperative) == 500
    assert market_balance(AccountKind.BANK) == -500
    assert market_balance(AccountKind.PLATFORM) == 0

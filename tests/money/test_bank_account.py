"""Where money goes: nothing is overwritten, nobody is surprised."""

import pytest
from django.db import IntegrityError, connection, transaction

from marketplace.audit.models import Entry
from marketplace.money.models import BankAccount
from marketplace.money.rib import RibWrong
from marketplace.money.services.bank_account import (
    AlreadyChecked,
    account_in_use,
    bank_account_add,
    bank_account_review,
)
from marketplace.outbox.models import Message
from tests.factories import make_cooperative, make_member, make_user
from tests.factories.payouts import RIB, make_account, make_rib

pytestmark = pytest.mark.django_db


def test_an_account_counts_once_the_delegation_has_checked_it():
    cooperative = make_cooperative()
    first = make_account(cooperative)
    second = make_account(cooperative, rib=make_rib(2), checked=False)
    assert account_in_use(cooperative) == first
    bank_account_review(account_id=second.pk, is_accepted=True, by=make_user())
    assert account_in_use(cooperative) == second


def test_a_refused_one_never_counts_and_may_be_written_down_again():
    cooperative, by = make_cooperative(), make_user()
    account = make_account(cooperative, checked=False)
    bank_account_review(account_id=account.pk, is_accepted=False, by=by, words="Le nom")
    assert account_in_use(cooperative) is None
    again = bank_account_add(cooperative=cooperative, rib=RIB, holder=cooperative.name, by=by)
    assert again != account


def test_the_same_account_again_is_the_one_there_is():
    cooperative = make_cooperative()
    account = make_account(cooperative, holder="Coopérative  X ")
    assert bank_account_add(cooperative=cooperative, rib=f" {RIB}", holder="Coopérative X", by=None) == account
    assert BankAccount.objects.count() == 1


def test_only_the_newest_is_checked_and_only_once():
    cooperative = make_cooperative()
    old = make_account(cooperative, checked=False)
    new = make_account(cooperative, rib=make_rib(2), checked=False)
    with pytest.raises(AlreadyChecked):
        bank_account_review(account_id=old.pk, is_accepted=True, by=None)
    bank_account_review(account_id=new.pk, is_accepted=True, by=None)
    with pytest.raises(AlreadyChecked):
        bank_account_review(account_id=new.pk, is_accepted=False, by=None, words="x")
    assert not BankAccount.objects.waiting().exists()


def test_every_member_is_told_of_a_new_account_and_the_audit_keeps_both():
    cooperative = make_cooperative()
    members = [make_member(cooperative, role=role) for role in ("president", "sales", "stock", "accounts")]
    make_account(cooperative)
    bank_account_add(cooperative=cooperative, rib=make_rib(2), holder="Autre", by=members[0])
    told = Message.objects.filter(kind="bank_account_added")
    assert told.count() == 2 * len(members)
    entry = Entry.objects.filter(what="bank_account.added").first()
    assert (entry.who, entry.before["rib"], entry.after["rib"]) == (members[0], RIB, make_rib(2))
    # A letter that somebody else reads does not give the whole number away.
    assert RIB not in str(list(told.values_list("payload", flat=True)))


def test_a_wrong_rib_is_not_written():
    with pytest.raises(RibWrong):
        bank_account_add(cooperative=make_cooperative(), rib=RIB[:-1] + "6", holder="X", by=None)
    assert not BankAccount.objects.exists()


@pytest.mark.parametrize("table", ["money_bankaccount", "money_bankaccountreview"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_refuses_to_change_or_delete(table, statement):
    make_account(make_cooperative())
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement.format(table))

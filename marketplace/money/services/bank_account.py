"""A cooperative's bank account: written down by a member, checked by the delegation, told to every member."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from cooperatives.models import Cooperative
from marketplace.audit.models import record
from marketplace.money import payout_messages as messages
from marketplace.money.models import BankAccount, BankAccountReview
from marketplace.money.rib import rib_read, rib_shown


class AlreadyChecked(Exception):
    """Somebody was here first, or a newer account has come meanwhile."""


@transaction.atomic
def bank_account_add(*, cooperative: Cooperative, rib: str, holder: str, by) -> BankAccount:
    """A new account, which counts once the delegation has checked it; the same one again is the one there is.

    Raises RibWrong.
    """
    digits, holder = rib_read(rib), " ".join(holder.split())
    Cooperative.objects.select_for_update(no_key=True).get(pk=cooperative.pk)
    last = BankAccount.objects.of(cooperative).select_related("review").first()
    if last and (last.rib, last.holder) == (digits, holder) and not was_refused(last):
        return last
    account = BankAccount.objects.create(
        cooperative=cooperative, rib=digits, holder=holder, by=by, since=timezone.now()
    )
    before = {"rib": last.rib, "holder": last.holder} if last else {}
    record(who=by, what="bank_account.added", about=account, before=before, after={"rib": digits, "holder": holder})
    messages.tell_account(account)
    return account


@transaction.atomic
def bank_account_review(*, account_id: int, is_accepted: bool, by, words: str = "") -> BankAccountReview:
    """The delegation's word on an account. words: for the members, when it is not accepted. Raises AlreadyChecked."""
    cooperative_id = BankAccount.objects.values_list("cooperative_id", flat=True).get(pk=account_id)
    Cooperative.objects.select_for_update(no_key=True).get(pk=cooperative_id)
    account = BankAccount.objects.waiting().select_related("cooperative").filter(pk=account_id).first()
    if account is None:
        raise AlreadyChecked
    review = BankAccountReview.objects.create(
        account=account, is_accepted=is_accepted, words=words, by=by, at=timezone.now()
    )
    what = "bank_account.accepted" if is_accepted else "bank_account.refused"
    record(who=by, what=what, about=account, after={"rib": rib_shown(account.rib)}, why=words)
    messages.tell_account_checked(review)
    return review


def account_in_use(cooperative: Cooperative) -> BankAccount | None:
    """Where payouts go: the newest that was accepted."""
    return BankAccount.objects.checked().of(cooperative).first()


def accounts_in_use(cooperatives: set[int]) -> dict[int, BankAccount]:
    """cooperative id -> its account. One query."""
    rows = BankAccount.objects.checked().filter(cooperative__in=cooperatives)
    return {row.cooperative_id: row for row in rows.order_by("cooperative_id", "-pk").distinct("cooperative_id")}


def was_refused(account: BankAccount) -> bool:
    review = getattr(account, "review", None)
    return review is not None and not review.is_accepted

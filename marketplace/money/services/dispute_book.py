"""A dispute in the book: what the bank takes leaves the gateway's account, and the liable party bears it.

While it is open nothing is written. Each writing, and each taking out again, adds postings under the next number, so
that the book always says what the dispute says: a lost one its amount, any other nothing.
"""

from __future__ import annotations

from django.db import transaction

from marketplace.centimes import allocate
from marketplace.money.book import Row, account_of_market, post
from marketplace.money.choices import AccountKind, EntryKind, PostingKind
from marketplace.money.disputing import Thing, disputed_things
from marketplace.money.models import Dispute, Entry
from marketplace.money.payment_choices import DisputeState, PaymentState
from marketplace.money.services.bearing import back_rows, bearer_of
from marketplace.money.shares import lines_of
from marketplace.money.taking_back import Taken, take_paid
from marketplace.shop.order.models import CooperativeOrder, Order


@transaction.atomic
def dispute_book(*, dispute: Dispute, order: Order, anew: bool = False) -> None:
    """Make the book say what the dispute says; again changes nothing. The caller holds the order's lock.

    anew: what it is about, or who bears it, has changed: taken out and written again.
    Of a payment that bought nothing there is nothing in the book, and nothing to take out of it.
    """
    lost = dispute.state == DisputeState.LOST and dispute.payment.state == PaymentState.PAID
    if dispute.is_booked and (anew or not lost):
        _take_out(dispute, order)
    if lost and not dispute.is_booked:
        _write(dispute, order)


@transaction.atomic
def dispute_fee_post(*, dispute: Dispute, fee_id: str, centimes: int) -> None:
    """What the gateway keeps for it, whoever wins: the market's cost. Each of its fees once."""
    rows = [
        Row(account_of_market(AccountKind.PLATFORM), EntryKind.FEE, -centimes),
        Row(account_of_market(AccountKind.GATEWAY), EntryKind.FEE, centimes),
    ]
    key = f"fee dispute {dispute.pk} {fee_id}"
    if post(kind=PostingKind.FEE, event_key=key[:80], rows=rows, order=dispute.payment.order):
        dispute.fee_centimes += centimes
        dispute.save(update_fields=["fee_centimes"])


def _write(dispute: Dispute, order: Order) -> None:
    key = _next(dispute)
    shares = _shares(disputed_things(dispute, order), dispute.amount_centimes)
    for part in {thing.part.pk: thing.part for thing in shares}.values():
        its = {thing: amount for thing, amount in shares.items() if thing.part == part}
        _post_part(dispute, part, its, f"{key} part {part.pk}")
    # More than she has paid and not got back: it went back to her before by another way.
    beyond = dispute.amount_centimes - sum(shares.values())
    if beyond:
        rows = [Row(account_of_market(AccountKind.PLATFORM), EntryKind.BORNE, -beyond), _leaves(beyond)]
        post(kind=PostingKind.DISPUTE, event_key=f"{key} beyond", rows=rows, order=order)


def _shares(things: list[Thing], amount: int) -> dict[Thing, int]:
    """What is taken of each, in proportion to what was paid for it; never more than that."""
    paid = [thing for thing in things if thing.paid]
    by_place = {place: thing.paid for place, thing in enumerate(paid)}
    shares = allocate(min(amount, sum(by_place.values())), by_place)
    return {paid[place]: share for place, share in shares.items() if share}


def _post_part(dispute: Dispute, part: CooperativeOrder, shares: dict[Thing, int], key: str) -> None:
    book = lines_of(part)
    taken = [
        Taken(thing.line, 0, take_paid(book[thing.line.pk], amount)) for thing, amount in shares.items() if thing.line
    ]
    delivery = sum(amount for thing, amount in shares.items() if thing.line is None)
    rows = back_rows(part, taken, delivery, bearer=bearer_of(dispute.liable, part.carrier))
    post(kind=PostingKind.DISPUTE, event_key=key, rows=[*rows, _leaves(sum(shares.values()))], part=part)


def _leaves(amount: int) -> Row:
    return Row(account_of_market(AccountKind.GATEWAY), EntryKind.PAID, amount)


def _take_out(dispute: Dispute, order: Order) -> None:
    """The same rows with the other sign."""
    stands = f"{dispute.book_prefix}{dispute.moves} "
    entries = Entry.objects.filter(posting__event_key__startswith=stands).select_related("posting__part", "account")
    key, postings = _next(dispute), {}
    for entry in entries.order_by("pk"):
        postings.setdefault(entry.posting, []).append(
            Row(entry.account, entry.kind, -entry.amount_centimes, entry.line_id)
        )
    for posting, rows in postings.items():
        its_key = f"{key} {posting.event_key.removeprefix(stands)}"
        post(kind=PostingKind.DISPUTE, event_key=its_key, rows=rows, part=posting.part, order=order)


def _next(dispute: Dispute) -> str:
    """The beginning of the keys of what is written now."""
    dispute.moves += 1
    dispute.save(update_fields=["moves"])
    return f"{dispute.book_prefix}{dispute.moves}"

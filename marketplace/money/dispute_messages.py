"""What members are told of a payment that a bank takes back: that their money waits, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Sum
from django.utils.translation import gettext as _

from .choices import AccountKind
from .disputing import disputed_things
from .letters import Note, money_words, register_note, seller_page, tell_members, upright
from .models import Entry
from .payment_choices import DisputeState
from .refund_choices import Liable
from .refund_messages import bears_words

if TYPE_CHECKING:
    from marketplace.shop.order.models import CooperativeOrder, Order

    from .models import Dispute

DISPUTE_OF_PART = "dispute_of_part"
register_note(DISPUTE_OF_PART)


def tell_parts(dispute: Dispute, order: Order) -> None:
    """To the members of each part that it is about: once for each state, and for each time that it is booked anew."""
    for part in {thing.part.pk: thing.part for thing in disputed_things(dispute, order)}.values():
        fact = f"dispute {dispute.pk} part {part.pk} {dispute.state}"
        if dispute.state == DisputeState.LOST:
            if amount := _taken(dispute, part):
                _tell(part, f"{fact} {dispute.moves}", _lost(dispute, part, amount))
        else:
            _tell(part, fact, _open if dispute.state == DisputeState.OPEN else _won)


def _taken(dispute: Dispute, part: CooperativeOrder) -> int:
    """Centimes of a part that a lost one takes, as it stands in the book now."""
    key = f"{dispute.book_prefix}{dispute.moves} part {part.pk}"
    entries = Entry.objects.filter(posting__event_key=key, account__kind=AccountKind.GATEWAY)
    return entries.aggregate(all=Sum("amount_centimes"))["all"] or 0


def _tell(part: CooperativeOrder, event_key: str, write) -> None:
    tell_members(part, event_key=event_key, kind=DISPUTE_OF_PART, note=lambda: write(part))


def _open(part: CooperativeOrder) -> Note:
    return Note(
        subject=_("Order %(number)s: the buyer's bank asks for the money back") % {"number": upright(part.number)},
        title=_("The buyer's bank asks for the money of this order back."),
        sentences=[
            _("Your money of this order is kept until the bank has decided. The delegation answers it."),
            _("Keep what shows that you sent the goods."),
        ],
        label=_("Open the order"),
        url=seller_page(part),
    )


def _won(part: CooperativeOrder) -> Note:
    return Note(
        subject=_("Order %(number)s: your money is free again") % {"number": upright(part.number)},
        title=_("The buyer's bank has decided: the money stays with you."),
        sentences=[_("What waited comes with the next payout.")],
        label=_("Open the order"),
        url=seller_page(part),
    )


def _lost(dispute: Dispute, part: CooperativeOrder, amount: int):
    """The carrier bears only what it carried."""
    liable = dispute.liable or Liable.PLATFORM
    if liable == Liable.CARRIER and part.carrier_id is None:
        liable = Liable.PLATFORM

    def note(part: CooperativeOrder) -> Note:
        values = {"number": upright(part.number), "amount": money_words(amount)}
        return Note(
            subject=_("Order %(number)s: the buyer's bank took %(amount)s back") % values,
            title=_("The buyer's bank took %(amount)s back.") % values,
            sentences=[bears_words(liable)],
            label=_("Open the order"),
            url=seller_page(part),
        )

    return note

"""What is told of refunds: to the shopper, to the cooperative's members, to the delegation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from .letters import (
    Note,
    address,
    day_words,
    money_words,
    order_page,
    register_note,
    seller_page,
    tell_delegation,
    tell_members,
    tell_shopper,
    upright,
)
from .refund_choices import Liable, RefundMethod, RefundState

if TYPE_CHECKING:
    from .models import Refund

REFUND_MADE = "refund_made"
REFUND_OF_PART = "refund_of_part"
REFUND_TRANSFERRED = "refund_transferred"
REFUND_REFUSED = "refund_refused"

register_note(REFUND_MADE, REFUND_OF_PART, REFUND_TRANSFERRED)
register_note(REFUND_REFUSED, of_others=True)


def tell_refund(refund: Refund) -> None:
    """How much, why, when it arrives; and to the members, who bears it."""
    key = f"refund {refund.pk} made"
    tell_shopper(refund.part, event_key=key, kind=REFUND_MADE, note=lambda: _to_shopper(refund))
    tell_members(refund.part, event_key=key, kind=REFUND_OF_PART, note=lambda: _to_members(refund))


def tell_transferred(refund: Refund) -> None:
    """ "It has left"."""

    def note() -> Note:
        title = _("We have sent you %(amount)s.") % {"amount": money_words(refund.amount_centimes)}
        text = _("It went to the account that ends in %(end)s. Your bank shows it within a few days.")
        return Note(
            subject=_("Your money for order %(number)s has left") % {"number": upright(refund.part.order.number)},
            title=title,
            sentences=[text % {"end": upright(refund.rib[-4:])}],
            label=_("See my order"),
            url=order_page(refund.part),
        )

    tell_shopper(refund.part, event_key=f"refund {refund.pk} transferred", kind=REFUND_TRANSFERRED, note=note)


def tell_refused(refund: Refund) -> None:
    """To the delegation: the card service will not do it. The shopper is asked for her account."""
    held = refund.state == RefundState.HELD

    def to_delegation() -> Note:
        amount = money_words(refund.amount_centimes)
        text = _("The shopper's bank is taking this payment back itself. The refund is held: look at it first.")
        if not held:
            text = _("The card service refused it. Transfer it from the bank account; the shopper is asked for hers.")
        return Note(
            subject=_("Order %(number)s: a refund did not go through") % {"number": upright(refund.part.number)},
            title=_("A refund of %(amount)s did not go through.") % {"amount": amount},
            sentences=[text],
            label=_("Open the refunds"),
            url=address("delegation:refunds"),
        )

    key = f"refund {refund.pk} refused {refund.attempts}"
    tell_delegation(refund.part, event_key=key, kind=REFUND_REFUSED, note=to_delegation)
    if not held:
        tell_shopper(refund.part, event_key=key, kind=REFUND_MADE, note=lambda: _to_shopper(refund))


def _to_shopper(refund: Refund) -> Note:
    number = upright(refund.part.order.number)
    why = refund.get_reason_display()
    return Note(
        subject=_("You get %(amount)s back for order %(number)s")
        % {"amount": money_words(refund.amount_centimes), "number": number},
        title=_("You get %(amount)s back.") % {"amount": money_words(refund.amount_centimes)},
        sentences=[_("The reason: %(reason)s") % {"reason": why}, when_words(refund)],
        words=refund.words,
        label=_("Say where to send it") if refund.needs_rib else _("See my order"),
        url=order_page(refund.part),
    )


def when_words(refund: Refund) -> str:
    """When and how a refund reaches the shopper, in one sentence."""
    by = {"day": day_words(timezone.localdate(refund.pay_by))}
    if refund.state == RefundState.HELD:
        return _("Your bank is looking at this payment. We pay nothing back before it has decided.")
    if refund.method == RefundMethod.CARD:
        return _("It goes back to your card. Your bank shows it within ten days.")
    if refund.method == RefundMethod.BY_HAND:
        return _("The cooperative gives it to you in cash.")
    if refund.is_done:
        return _("It was sent to your bank account.")
    if refund.rib:
        return _("We send it to your bank account by %(day)s.") % by
    return _("Tell us your bank account (RIB) on the order's page: we send it by %(day)s.") % by


def _to_members(refund: Refund) -> Note:
    amount = money_words(refund.amount_centimes)
    sentences = [_("The reason: %(reason)s") % {"reason": reason_for_members(refund)}, bears_words(refund.liable)]
    if refund.method == RefundMethod.BY_HAND:
        sentences.append(_("Give the shopper the money in cash."))
    return Note(
        subject=_("Order %(number)s: %(amount)s go back to the shopper")
        % {"number": upright(refund.part.number), "amount": amount},
        title=_("%(amount)s go back to the shopper.") % {"amount": amount},
        sentences=sentences,
        words=refund.words,
        label=_("Open the order"),
        url=seller_page(refund.part),
    )


def bears_words(liable: str) -> str:
    """Who bears it, to the members."""
    return {
        Liable.COOPERATIVE: _("It is taken off your balance. The commission on it comes back to you."),
        Liable.PLATFORM: _("The market pays it. Your balance stays as it is."),
        Liable.CARRIER: _("The carrier pays it. Your balance stays as it is."),
    }[Liable(liable)]


def reason_for_members(refund: Refund) -> str:
    """Why, in words that do not say "you" of the shopper."""
    return _SEEN_BY_MEMBERS.get(refund.reason, lambda: refund.get_reason_display())()


_SEEN_BY_MEMBERS = {
    "called_off": lambda: _("The shopper cancelled it before it was sent"),
    "changed_mind": lambda: _("The shopper changed her mind"),
}

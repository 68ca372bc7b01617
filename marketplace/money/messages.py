"""The messages that money sends: kinds, and the snapshot (JSON) that each one's template is given. Amounts in MAD."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from marketplace.centimes import mad
from marketplace.outbox.kinds import register
from marketplace.outbox.services import tell
from marketplace.shop.order.tracking import tracking_url

from .bank import bank_details

if TYPE_CHECKING:
    from .models import Dispute, Payment

LEDGER_BROKEN = "ledger_broken"
TRANSFER_AWAITED = "transfer_awaited"
TRANSFER_MISSED = "transfer_missed"
PAYMENT_GIVEN_BACK = "payment_given_back"
PAYMENT_TROUBLE = "payment_trouble"
PAYMENT_DISPUTED = "payment_disputed"

for _kind in (LEDGER_BROKEN, TRANSFER_AWAITED, TRANSFER_MISSED, PAYMENT_GIVEN_BACK):
    register(_kind)
for _kind in (PAYMENT_TROUBLE, PAYMENT_DISPUTED):
    register(_kind, of_others=True)  # to the delegation, about a shopper's order


def tell_transfer_awaited(payment: Payment) -> None:
    """ "Please transfer", with the account, the reference and the last day."""
    bank = bank_details()
    payload = {
        **_about(payment),
        "expires_at": payment.expires_at.isoformat(),
        "bank": {"holder": bank.holder, "name": bank.name, "rib": bank.rib_spaced} if bank else {},
    }
    _tell_shopper(payment, "awaited", TRANSFER_AWAITED, payload)


def tell_transfer_missed(payment: Payment) -> None:
    """ "Your transfer did not come: the order has ended"."""
    _tell_shopper(payment, "missed", TRANSFER_MISSED, _about(payment))


def tell_given_back(payment: Payment) -> None:
    """ "You paid, but the goods were gone: you get it back"."""
    _tell_shopper(payment, "given back", PAYMENT_GIVEN_BACK, {**_about(payment), "trouble": payment.trouble})


def tell_trouble(payment: Payment) -> None:
    """To the delegation: a payment bought nothing and goes back."""
    _tell_delegation(f"payment {payment.pk} trouble", PAYMENT_TROUBLE, payment, trouble=payment.trouble)


def tell_dispute(dispute: Dispute) -> None:
    """To the delegation: a bank takes a payment back, or has decided."""
    _tell_delegation(
        f"dispute {dispute.pk} {dispute.state}",
        PAYMENT_DISPUTED,
        dispute.payment,
        state=dispute.state,
        held=str(mad(dispute.amount_centimes)),
        answer_by=dispute.answer_by.isoformat() if dispute.answer_by else "",
    )


def _about(payment: Payment) -> dict:
    order = payment.order
    return {
        "number": order.number,
        "customer_name": order.customer_name,
        "amount": str(mad(payment.amount_centimes)),
        "tracking_url": tracking_url(order),
    }


def _tell_shopper(payment: Payment, fact: str, kind: str, payload: dict) -> None:
    order = payment.order
    if order.guest_email:
        tell(
            event_key=f"payment {payment.pk} {fact}",
            kind=kind,
            address=order.guest_email,
            language=order.language,
            payload=payload,
        )


def _tell_delegation(event_key: str, kind: str, payment: Payment, **more: str) -> None:
    with translation.override("fr"):
        url = settings.SITE_URL + reverse("delegation:payments")
    payload = {"number": payment.order.number, "amount": str(mad(payment.amount_centimes)), "url": url, **more}
    tell(event_key=event_key, kind=kind, address=settings.DELEGATION_EMAIL, language="fr", payload=payload)

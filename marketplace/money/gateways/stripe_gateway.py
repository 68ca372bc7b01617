"""Stripe: hosted Checkout, cards only. Every call is safe to repeat: what creates something carries the business's own
idempotency key, what ends something is asked about again afterwards.

Nothing here is called inside a transaction. Source: Stripe's API reference at the pinned version.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache

import stripe
from django.conf import settings

from .words import DisputeWord, GatewayAway, GatewayRefused, PageLine, PayPage, RefundWord, Word

# What our code was written against; the library would otherwise send its own newest.
API_VERSION = "2026-10-28.endive"
# Seconds to connect and to answer. A shopper waits for some of these calls.
TIMEOUT = (3, 15)
RETRIES = 2
# The languages its page speaks; it has no Arabic, so the browser's language decides there.
_PAGE_LANGUAGES = {"fr": "fr", "en": "en"}
_WHOLE = ["payment_intent.latest_charge.balance_transaction"]


def is_set_up() -> bool:
    """Without keys there is no card."""
    return bool(settings.STRIPE_SECRET_KEY)


def _client() -> stripe.StripeClient:
    return _client_of(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE)


@lru_cache(maxsize=4)
def _client_of(key: str, base: str) -> stripe.StripeClient:
    return stripe.StripeClient(
        key,
        stripe_version=API_VERSION,
        max_network_retries=RETRIES,
        http_client=stripe.RequestsClient(timeout=TIMEOUT),
        base_addresses={"api": base} if base else None,
    )


@contextmanager
def _asking() -> Iterator[stripe.StripeClient]:
    """The client; Stripe's errors become ours. Raises GatewayAway, GatewayRefused."""
    if not is_set_up():
        raise GatewayAway("no key is set")
    try:
        yield _client()
    except (stripe.InvalidRequestError, stripe.CardError, stripe.IdempotencyError) as error:
        raise GatewayRefused(error.code or "invalid_request", str(error.user_message or error)) from error
    except stripe.StripeError as error:
        # A wrong key, too many questions, the same question under way, their fault, the network: later.
        raise GatewayAway(f"{type(error).__name__}: {error.user_message or error}") from error


def page_open(
    *,
    key: str,
    lines: list[PageLine],
    currency: str,
    number: str,
    payment_id: int,
    language: str,
    email: str,
    expires_at: datetime,
    success_url: str,
    cancel_url: str,
) -> PayPage:
    """Make the payment page of an order, or find the one that was made under this key.

    key: idempotency; the same key must come with the same words. number: the order's.
    Raises GatewayAway; GatewayRefused when it cannot be made (such as one that would end too soon).
    """
    params: stripe.params.checkout.SessionCreateParams = {
        "mode": "payment",
        "allowed_payment_method_types": ["card"],
        # Else Stripe may offer another currency, and the amount is no longer the one that was agreed.
        "adaptive_pricing": {"enabled": False},
        "line_items": [_line(line, currency) for line in lines],
        "client_reference_id": number,
        "metadata": {"order": number, "payment": str(payment_id)},
        "payment_intent_data": {"description": number, "metadata": {"order": number, "payment": str(payment_id)}},
        "expires_at": int(expires_at.timestamp()),
        "locale": _PAGE_LANGUAGES.get(language, "auto"),
        "success_url": success_url,
        "cancel_url": cancel_url,
    }
    if email:
        params["customer_email"] = email
    with _asking() as client:
        session = client.v1.checkout.sessions.create(params, {"idempotency_key": key})
    return PayPage(session.id, session.url or "")


def _line(line: PageLine, currency: str) -> dict:
    return {
        "quantity": line.quantity,
        "price_data": {
            "currency": currency,
            "unit_amount": line.amount,
            "product_data": {"name": line.name[:250]},
        },
    }


def page_look(session_id: str) -> Word:
    """What Stripe says of a payment page now, with its charge and fee. Raises GatewayAway, GatewayRefused."""
    with _asking() as client:
        session = client.v1.checkout.sessions.retrieve(session_id, {"expand": _WHOLE})
    intent = session.payment_intent
    charge = getattr(intent, "latest_charge", None) if intent else None
    ours = _read(session.metadata, "payment")
    return Word(
        session_id=session.id,
        is_open=session.status == "open",
        is_paid=session.status == "complete" and session.payment_status == "paid",
        is_expired=session.status == "expired",
        amount=session.amount_total or 0,
        currency=session.currency or "",
        payment_id=int(ours) if ours and ours.isdecimal() else None,
        payment_intent=getattr(intent, "id", None) or (intent if isinstance(intent, str) else ""),
        charge=getattr(charge, "id", None) or (charge if isinstance(charge, str) else ""),
        fee=_fee(charge),
        url=session.url or "",
    )


def _read(data: object, name: str) -> str | None:
    """A value of Stripe's metadata; None when there is none of that name."""
    return getattr(data, name, None) if data is not None else None


def _fee(charge: object) -> int | None:
    """What Stripe keeps, in the smallest unit of the charge's currency, rounded up; None while it has not said.

    A platform that settles in another currency is told its fee in that one, with the rate.
    """
    paid = getattr(charge, "balance_transaction", None)
    return None if paid is None or isinstance(paid, str) else _fee_of(paid)


def _fee_of(move: stripe.BalanceTransaction) -> int:
    rate = getattr(move, "exchange_rate", None)
    return -int(-move.fee // rate) if rate else int(move.fee)


def page_close(session_id: str) -> None:
    """End a payment page, so that it cannot be paid any more; one that is paid or ended already stays so.

    Raises GatewayAway. What it is now is asked of page_look: only that counts.
    """
    try:
        with _asking() as client:
            client.v1.checkout.sessions.expire(session_id)
    except GatewayRefused:
        return  # not open any more


def give_back(*, key: str, payment_intent: str) -> str:
    """Refund a payment whole, once however often it is asked; returns the refund's id.

    Raises GatewayAway; GatewayRefused when it cannot be.
    """
    params: stripe.params.RefundCreateParams = {"payment_intent": payment_intent, "metadata": {"why": "no order"}}
    try:
        with _asking() as client:
            return client.v1.refunds.create(params, {"idempotency_key": key}).id
    except GatewayRefused as error:
        # Longer ago than keys are remembered: it was done, and its answer was lost.
        if error.code == "charge_already_refunded":
            return _refund_of(payment_intent)
        raise


def _refund_of(payment_intent: str) -> str:
    with _asking() as client:
        refunds = client.v1.refunds.list({"payment_intent": payment_intent, "limit": 1}).data
    return refunds[0].id if refunds else ""


def refund_send(*, key: str, refund_id: int, payment_intent: str, amount: int) -> RefundWord:
    """Give back some of a payment, once however often it is asked.

    refund_id: our own number. amount: in the smallest unit of the page's currency.
    Raises GatewayAway; GatewayRefused when it cannot be.
    """
    params: stripe.params.RefundCreateParams = {
        "payment_intent": payment_intent,
        "amount": amount,
        "metadata": {"refund": str(refund_id)},
    }
    try:
        with _asking() as client:
            refund = client.v1.refunds.create(params, {"idempotency_key": key})
    except GatewayRefused:
        # Longer ago than keys are remembered: it may have been done, and its answer was lost.
        if (found := _refund_named(payment_intent, refund_id)) is None:
            raise
        return found
    return RefundWord(refund.id, refund.status or "")


def _refund_named(payment_intent: str, refund_id: int) -> RefundWord | None:
    with _asking() as client:
        for refund in client.v1.refunds.list({"payment_intent": payment_intent, "limit": 100}).auto_paging_iter():
            if _read(refund.metadata, "refund") == str(refund_id):
                return RefundWord(refund.id, refund.status or "")
    return None


def refund_look(refund_id: str) -> RefundWord:
    """What Stripe says of a refund now. Raises GatewayAway, GatewayRefused."""
    with _asking() as client:
        refund = client.v1.refunds.retrieve(refund_id)
    return RefundWord(refund.id, refund.status or "")


def dispute_look(dispute_id: str) -> DisputeWord:
    """What Stripe says of a dispute now. Raises GatewayAway, GatewayRefused."""
    with _asking() as client:
        dispute = client.v1.disputes.retrieve(dispute_id)
    due = getattr(getattr(dispute, "evidence_details", None), "due_by", None)
    intent = dispute.payment_intent
    return DisputeWord(
        dispute_id=dispute.id,
        payment_intent=intent if isinstance(intent, str) else getattr(intent, "id", "") or "",
        amount=dispute.amount,
        reason=dispute.reason or "",
        status=dispute.status,
        opened_at=datetime.fromtimestamp(dispute.created, UTC),
        answer_by=datetime.fromtimestamp(due, UTC) if due else None,
        fees=tuple((move.id, _fee_of(move)) for move in dispute.balance_transactions or () if move.fee),
    )


def signature_is_good(*, body: bytes, header: str) -> bool:
    """Whether Stripe signed this body, lately, with the secret that we share."""
    try:
        stripe.WebhookSignature.verify_header(body, header, settings.STRIPE_WEBHOOK_SECRET)
    except (stripe.SignatureVerificationError, ValueError):
        return False
    return True

"""Payment intents: made when a session is first paid at, as Stripe does since 2022-08-01."""

from __future__ import annotations

from typing import Any

from .cards import Card, Refusal
from .charges import charge_fail, charge_succeed
from .events import emit
from .state import Change, Thing, new_id


def intent_of(change: Change, session: Thing) -> Thing:
    """The session's intent; made, and named in the session, when there is none yet."""
    if session["payment_intent"]:
        return change.get("payment_intent", session["payment_intent"])
    intent = change.save(_intent(change, session))
    session["payment_intent"] = intent["id"]
    change.save(session)
    emit(change, "payment_intent.created", intent)
    return intent


def intent_ask_bank(change: Change, intent: Thing, *, page: str) -> Thing:
    """The cardholder must confirm at her bank, whose page is at `page`."""
    intent |= {
        "last_payment_error": None,
        "next_action": {"redirect_to_url": {"return_url": None, "url": page}, "type": "redirect_to_url"},
        "payment_method": new_id("pm"),
        "status": "requires_action",
    }
    change.save(intent)
    emit(change, "payment_intent.requires_action", intent)
    return intent


def intent_succeed(change: Change, intent: Thing, card: Card) -> Thing:
    intent["payment_method"] = intent["payment_method"] or new_id("pm")
    charge = charge_succeed(change, intent, card)
    intent |= {
        "amount_received": intent["amount"],
        "last_payment_error": None,
        "latest_charge": charge["id"],
        "next_action": None,
        "status": "succeeded",
    }
    change.save(intent)
    emit(change, "payment_intent.succeeded", intent)
    return intent


def intent_fail(change: Change, intent: Thing, card: Card, refusal: Refusal) -> dict[str, Any]:
    """The card was refused: another may be tried. Returns the error in Stripe's shape."""
    tried = charge_fail(change, intent, card, refusal)["id"] if refusal.decline_code else None
    error = {
        "charge": tried,
        "code": refusal.code,
        "decline_code": refusal.decline_code,
        "message": refusal.message,
        "type": "card_error" if refusal.code != "payment_intent_authentication_failure" else "invalid_request_error",
    }
    error = {name: value for name, value in error.items() if value is not None}
    intent |= {
        "last_payment_error": error,
        "latest_charge": tried or intent["latest_charge"],
        "next_action": None,
        "payment_method": None,
        "status": "requires_payment_method",
    }
    change.save(intent)
    emit(change, "payment_intent.payment_failed", intent)
    return error


def intent_cancel(change: Change, intent: Thing) -> None:
    """Its session is over without payment."""
    over = {"canceled_at": change.now, "cancellation_reason": "expired", "next_action": None, "status": "canceled"}
    change.save(intent | over)
    emit(change, "payment_intent.canceled", intent | over)


def _intent(change: Change, session: Thing) -> Thing:
    name, data = new_id("pi"), session["_payment_intent_data"]
    return {
        "id": name,
        "object": "payment_intent",
        "amount": session["amount_total"],
        "amount_capturable": 0,
        "amount_received": 0,
        "application": None,
        "application_fee_amount": None,
        "automatic_payment_methods": None,
        "canceled_at": None,
        "cancellation_reason": None,
        "capture_method": "automatic_async",
        "client_secret": new_id(f"{name}_secret"),
        "confirmation_method": "automatic",
        "created": change.now,
        "currency": session["currency"],
        "customer": None,
        "description": data.get("description"),
        "last_payment_error": None,
        "latest_charge": None,
        "livemode": False,
        "metadata": data.get("metadata", {}),
        "next_action": None,
        "on_behalf_of": None,
        "payment_method": None,
        "payment_method_options": {"card": {"request_three_d_secure": "automatic"}},
        "payment_method_types": session["payment_method_types"],
        "processing": None,
        "receipt_email": data.get("receipt_email") or session["customer_email"],
        "review": None,
        "setup_future_usage": None,
        "shipping": data.get("shipping"),
        "statement_descriptor": data.get("statement_descriptor"),
        "statement_descriptor_suffix": data.get("statement_descriptor_suffix"),
        "status": "requires_payment_method",
        "transfer_data": None,
        "transfer_group": data.get("transfer_group"),
    }

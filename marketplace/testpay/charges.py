"""Charges: one for each time a card was tried, paid or refused."""

from __future__ import annotations

from typing import Any

from .balance import fee_of, moved
from .cards import Card, Refusal
from .events import emit
from .state import Change, Thing, new_id


def charge_succeed(change: Change, intent: Thing, card: Card) -> Thing:
    charge = _charge(change, intent, card) | {"amount_captured": intent["amount"]}
    movement = moved(change, "charge", charge, charge["amount"], fee=fee_of(charge["amount"]))
    charge["balance_transaction"] = movement["id"]
    change.save(charge)
    emit(change, "charge.succeeded", charge)
    return charge


def charge_fail(change: Change, intent: Thing, card: Card, refusal: Refusal) -> Thing:
    refused = {
        "captured": False,
        "failure_code": refusal.code,
        "failure_message": refusal.message,
        "outcome": _outcome(refusal),
        "paid": False,
        "status": "failed",
    }
    charge = change.save(_charge(change, intent, card) | refused)
    emit(change, "charge.failed", charge)
    return charge


def _charge(change: Change, intent: Thing, card: Card) -> Thing:
    return {
        "id": new_id("ch"),
        "object": "charge",
        "amount": intent["amount"],
        "amount_captured": 0,
        "amount_refunded": 0,
        "application": None,
        "application_fee": None,
        "application_fee_amount": None,
        "balance_transaction": None,
        "billing_details": {"address": None, "email": intent["receipt_email"], "name": None, "phone": None},
        "calculated_statement_descriptor": "TEST",
        "captured": True,
        "created": change.now,
        "currency": intent["currency"],
        "customer": None,
        "description": intent["description"],
        "disputed": False,
        "failure_balance_transaction": None,
        "failure_code": None,
        "failure_message": None,
        "fraud_details": {},
        "livemode": False,
        "metadata": dict(intent["metadata"]),
        "on_behalf_of": None,
        "outcome": _outcome(None),
        "paid": True,
        "payment_intent": intent["id"],
        "payment_method": intent["payment_method"],
        "payment_method_details": {"card": _card(card, intent), "type": "card"},
        "receipt_email": intent["receipt_email"],
        "receipt_number": None,
        "receipt_url": None,
        "refunded": False,
        "review": None,
        "shipping": intent["shipping"],
        "source_transfer": None,
        "statement_descriptor": intent["statement_descriptor"],
        "statement_descriptor_suffix": intent["statement_descriptor_suffix"],
        "status": "succeeded",
        "transfer_data": None,
        "transfer_group": intent["transfer_group"],
    }


def _outcome(refusal: Refusal | None) -> dict[str, Any]:
    return {
        "advice_code": "try_again_later" if refusal and refusal.decline_code else None,
        "network_status": "declined_by_network" if refusal else "approved_by_network",
        "reason": refusal.decline_code if refusal else None,
        "risk_level": "normal",
        "seller_message": "The bank refused." if refusal else "Payment complete.",
        "type": "issuer_declined" if refusal else "authorized",
    }


def _card(card: Card, intent: Thing) -> dict[str, Any]:
    secured = {"authentication_flow": "challenge", "result": "authenticated", "version": "2.2.0"}
    return {
        "amount_authorized": intent["amount"],
        "brand": "visa",
        "checks": {"address_line1_check": None, "address_postal_code_check": None, "cvc_check": "pass"},
        "country": "MA",
        "exp_month": 12,
        "exp_year": 2034,
        "fingerprint": f"test{card.last4}",
        "funding": "credit",
        "installments": None,
        "last4": card.last4,
        "mandate": None,
        "network": "visa",
        "three_d_secure": secured if card.asks_bank else None,
        "wallet": None,
    }

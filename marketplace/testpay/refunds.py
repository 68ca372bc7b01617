"""Refunds: never more than what was captured and not yet given back."""

from __future__ import annotations

from typing import Any

from .balance import moved
from .errors import ApiError, missing
from .events import emit
from .modes import recalled, remember
from .sessions import check_metadata
from .state import Change, Thing, new_id

_PLAYED = {"amount", "charge", "expand", "metadata", "payment_intent", "reason"}


def refund_create(change: Change, params: dict[str, Any]) -> Thing:
    """Raises ApiError as Stripe does: charge_already_refunded, an amount above the rest, charge_disputed."""
    for name in params.keys() - _PLAYED:
        raise ApiError(f"Stripe knows {name}, but this test server does not play it.", param=name)
    metadata = params.get("metadata") or {}
    check_metadata(metadata, "metadata")
    charge = _charge(change, params)
    refund = _refund(change, charge, _amount(change, charge, params), params.get("reason"), metadata)
    if refund["status"] == "succeeded":
        refund["balance_transaction"] = moved(change, "refund", refund, -refund["amount"])["id"]
    change.save(refund)
    _give_back(change, charge, refund["amount"])
    emit(change, "refund.created", refund)
    return refund


def refund_finish(change: Change, name: str, status: str) -> Thing:
    """A refund that waited at the bank is through, or has failed and the money is back.

    status: succeeded or failed. Raises ApiError for another one, and for a refund that failed before.
    """
    refund = change.get("refund", name)
    if refund is None:
        raise missing("refund", name)
    if status not in ("succeeded", "failed") or refund["status"] == "failed":
        raise ApiError(f"A refund that is {refund['status']} cannot become {status}.", param="status")
    before, refund["status"] = refund["status"], status
    if status == "succeeded" and refund["balance_transaction"] is None:
        refund["balance_transaction"] = moved(change, "refund", refund, -refund["amount"])["id"]
    if status == "failed":
        _fail(change, refund)
    change.save(refund)
    emit(change, "refund.updated", refund, {"status": before})
    if status == "failed":
        emit(change, "refund.failed", refund)
    return refund


def refunds_pend(change: Change, count: int) -> None:
    """The next `count` refunds wait at the bank until refund_finish."""
    remember(change, "pending_refunds", count)


def _charge(change: Change, params: dict[str, Any]) -> Thing:
    name, intent = params.get("charge"), params.get("payment_intent")
    if not name and not intent:
        raise ApiError("Name a charge or a payment_intent.", code="parameter_missing", param="charge")
    if intent:
        name = _latest_charge(change, intent, name)
    charge = change.get("charge", name)
    if charge is None:
        raise missing("charge", name, "charge")
    return charge


def _latest_charge(change: Change, intent: str, charge: str | None) -> str:
    found = change.get("payment_intent", intent)
    if found is None:
        raise missing("payment_intent", intent, "payment_intent")
    if found["status"] != "succeeded":
        message = f"The payment intent {intent} has no successful charge to refund."
        raise ApiError(message, param="payment_intent", code="payment_intent_unexpected_state")
    if charge and charge != found["latest_charge"]:
        raise ApiError("This charge is not of this payment_intent.", param="charge")
    return found["latest_charge"]


def _amount(change: Change, charge: Thing, params: dict[str, Any]) -> int:
    """Centimes to give back."""
    left = charge["amount_captured"] - charge["amount_refunded"]
    name, currency = charge["id"], charge["currency"].upper()
    if charge["status"] != "succeeded":
        raise ApiError(f"Charge {name} did not succeed: there is nothing to refund.", param="charge")
    if _is_disputed(change, charge):
        raise ApiError(f"Charge {name} is disputed.", code="charge_disputed", param="charge")
    if left == 0:
        raise ApiError(f"Charge {name} has already been refunded.", code="charge_already_refunded")
    amount = params.get("amount", left)
    if amount < 1:
        raise ApiError("amount must be at least 1.", code="parameter_invalid_integer", param="amount")
    if amount > left:
        message = f"The refund of {_money(amount)} {currency} is above what is left, {_money(left)} {currency}."
        raise ApiError(message, param="amount")
    return amount


def _is_disputed(change: Change, charge: Thing) -> bool:
    """Whether its bank holds the money, or has given it back; a dispute that was won is over."""
    held = "json_extract(body, '$.charge') = ? AND json_extract(body, '$.status') != 'won'"
    return bool(change.find("dispute", held, [charge["id"]]))


def _money(centimes: int) -> str:
    return f"{centimes // 100}.{centimes % 100:02}"


def _refund(change: Change, charge: Thing, amount: int, reason: str | None, metadata: dict[str, str]) -> Thing:
    waiting = recalled(change, "pending_refunds", 0)
    remember(change, "pending_refunds", max(0, waiting - 1))
    return {
        "id": new_id("re"),
        "object": "refund",
        "amount": amount,
        "balance_transaction": None,
        "charge": charge["id"],
        "created": change.now,
        "currency": charge["currency"],
        "destination_details": {"card": {"type": "refund", "reference_status": "pending"}, "type": "card"},
        "metadata": {key: value for key, value in metadata.items() if value},
        "payment_intent": charge["payment_intent"],
        "reason": reason,
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": "pending" if waiting else "succeeded",
        "transfer_reversal": None,
    }


def _give_back(change: Change, charge: Thing, amount: int) -> None:
    before = {"amount_refunded": charge["amount_refunded"], "refunded": charge["refunded"]}
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount_captured"]
    change.save(charge)
    emit(change, "charge.refunded", charge, before)


def _fail(change: Change, refund: Thing) -> None:
    charge = change.get("charge", refund["charge"])
    charge["amount_refunded"] -= refund["amount"]
    charge["refunded"] = False
    change.save(charge)
    refund["failure_reason"] = "unknown"
    if refund["balance_transaction"]:
        back = moved(change, "refund_failure", refund, refund["amount"])
        refund["failure_balance_transaction"] = back["id"]

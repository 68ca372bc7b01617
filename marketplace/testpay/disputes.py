"""Disputes: a cardholder asks her bank for the money back. Opened and closed by a test, as the bank would."""

from __future__ import annotations

from typing import Any

from .balance import DISPUTE_FEE, moved
from .errors import ApiError, missing
from .events import emit
from .state import Change, Thing, new_id

_ANSWER_WITHIN = 7 * 24 * 3600  # seconds


def dispute_open(change: Change, charge: str, *, amount: int | None = None, reason: str = "fraudulent") -> Thing:
    """The money leaves at once, and a fee with it. amount: centimes; by default what was not refunded.

    Raises ApiError for a charge that is disputed already, or did not succeed.
    """
    found = change.get("charge", charge)
    if found is None:
        raise missing("charge", charge, "charge")
    left = found["amount_captured"] - found["amount_refunded"]
    amount = left if amount is None else amount
    if found["disputed"] or not 0 < amount <= left:
        raise ApiError(f"Charge {charge} cannot be disputed for {amount}.", param="charge")
    dispute = _dispute(change, found, amount, reason)
    taken = moved(change, "adjustment", dispute, -amount, fee=DISPUTE_FEE, category="dispute")
    change.save(dispute | {"balance_transactions": [taken]})
    change.save(found | {"disputed": True})
    dispute["balance_transactions"] = [taken]
    emit(change, "charge.dispute.created", dispute)
    emit(change, "charge.dispute.funds_withdrawn", dispute)
    return dispute


def dispute_close(change: Change, name: str, outcome: str) -> Thing:
    """outcome: won (the money is back, the fee is not) or lost. Raises ApiError for another, or when closed before."""
    dispute = change.get("dispute", name)
    if dispute is None:
        raise missing("dispute", name)
    if outcome not in ("won", "lost") or dispute["status"] in ("won", "lost"):
        raise ApiError(f"A dispute that is {dispute['status']} cannot become {outcome}.", param="outcome")
    dispute["status"], dispute["is_charge_refundable"] = outcome, False
    if outcome == "won":
        back = moved(change, "adjustment", dispute, dispute["amount"], category="dispute_reversal")
        dispute["balance_transactions"].append(back)
    change.save(dispute)
    if outcome == "won":
        emit(change, "charge.dispute.funds_reinstated", dispute)
    emit(change, "charge.dispute.closed", dispute)
    return dispute


def _dispute(change: Change, charge: Thing, amount: int, reason: str) -> Thing:
    details: dict[str, Any] = {"due_by": change.now + _ANSWER_WITHIN, "has_evidence": False}
    return {
        "id": new_id("dp"),
        "object": "dispute",
        "amount": amount,
        "balance_transactions": [],
        "charge": charge["id"],
        "created": change.now,
        "currency": charge["currency"],
        "enhanced_eligibility_types": [],
        "evidence": {},
        "evidence_details": {**details, "past_due": False, "submission_count": 0},
        "is_charge_refundable": False,
        "livemode": False,
        "metadata": {},
        "payment_intent": charge["payment_intent"],
        "payment_method_details": {
            "card": {"brand": "visa", "case_type": "chargeback", "network_reason_code": "10.4"},
            "type": "card",
        },
        "reason": reason,
        "status": "needs_response",
    }

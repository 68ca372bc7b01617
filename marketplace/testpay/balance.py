"""Balance transactions: what a payment brings after the fee, what a refund or a dispute takes."""

from __future__ import annotations

from .state import Change, Thing, new_id

FEE_TENTHS_OF_PERCENT = 29
FEE_FIXED = 300  # centimes
DISPUTE_FEE = 15_000  # centimes
_AVAILABLE_AFTER = 7 * 24 * 3600  # seconds


def fee_of(amount: int) -> int:
    """What is kept of a payment of this many centimes: 2.9 % rounded half up, and 3.00."""
    return (amount * FEE_TENTHS_OF_PERCENT + 500) // 1000 + FEE_FIXED


def moved(change: Change, kind: str, source: Thing, amount: int, *, fee: int = 0, category: str = "") -> Thing:
    """Write one transaction. amount: centimes, negative when money leaves. kind: charge, refund, adjustment."""
    details = {"amount": fee, "application": None, "currency": source["currency"], "type": "stripe_fee"}
    return change.save(
        {
            "id": new_id("txn"),
            "object": "balance_transaction",
            "amount": amount,
            "available_on": change.now + _AVAILABLE_AFTER,
            "balance_type": "payments",
            "created": change.now,
            "currency": source["currency"],
            "description": source.get("description"),
            "exchange_rate": None,
            "fee": fee,
            "fee_details": [{**details, "description": "Processing fee"}] if fee else [],
            "net": amount - fee,
            "reporting_category": category or kind,
            "source": source["id"],
            "status": "pending",
            "type": kind,
        }
    )

"""What a gateway is asked and what it answers, whoever it is. Amounts in the smallest unit of the currency asked in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


class GatewayAway(Exception):
    """It could not be asked, or did not answer: nothing is known, ask again later."""


class GatewayRefused(Exception):
    """It answered that this cannot be: asking again would not help. code: the gateway's own."""

    def __init__(self, code: str, words: str = ""):
        self.code = code
        super().__init__(f"{code}: {words}" if words else code)


@dataclass(frozen=True)
class PageLine:
    """One line of the payment page. amount: for one; never negative."""

    name: str
    amount: int
    quantity: int = 1


@dataclass(frozen=True)
class PayPage:
    """A payment page that exists. url: where the shopper's browser goes; empty once it is closed."""

    session_id: str
    url: str


@dataclass(frozen=True)
class Word:
    """What the gateway says of a payment now.

    is_open: it can still be paid. is_expired: it never will be. fee: None while it is not known.
    payment_id: our own number, as we told it the gateway.
    """

    session_id: str
    is_open: bool
    is_paid: bool
    is_expired: bool
    amount: int
    currency: str
    payment_id: int | None = None
    payment_intent: str = ""
    charge: str = ""
    fee: int | None = None
    url: str = ""


@dataclass(frozen=True)
class DisputeWord:
    """What the gateway says of a dispute now. fees: by its own id of each; one below zero is given back."""

    dispute_id: str
    payment_intent: str
    amount: int
    reason: str
    status: str
    opened_at: datetime
    answer_by: datetime | None
    fees: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class RefundWord:
    """What the gateway says of a refund now. has_failed: the money did not and will not arrive."""

    refund_id: str
    status: str

    @property
    def has_failed(self) -> bool:
        return self.status in ("failed", "canceled")

"""The tables of money, one file per concept."""

from .claim import Claim, ClaimLine, ClaimPhoto
from .commission import CommissionRule, LineTerms
from .dispute import Dispute
from .inbox import WebhookEvent
from .ledger import Account, Entry, Posting
from .payment import Payment
from .refund import Refund, RefundLine

__all__ = [
    "Account",
    "Claim",
    "ClaimLine",
    "ClaimPhoto",
    "CommissionRule",
    "Dispute",
    "Entry",
    "LineTerms",
    "Payment",
    "Posting",
    "Refund",
    "RefundLine",
    "WebhookEvent",
]

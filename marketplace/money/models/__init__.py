"""The tables of money, one file per concept."""

from .bank_account import BankAccount, BankAccountReview
from .claim import Claim, ClaimLine, ClaimPhoto
from .commission import CommissionRule, LineTerms
from .dispute import Dispute, DisputedItem
from .inbox import WebhookEvent
from .ledger import Account, Entry, Posting
from .paper import BuyerIdentity, Paper, PaperCounter, PaperFile
from .payment import Payment
from .payout import PayoutApproval, PayoutBatch, PayoutClaim, PayoutLine
from .refund import Refund, RefundLine
from .remittance import Remittance
from .tax import DeliveryTax, LineTax, TaxIdentity, TaxRate, VatStatus

__all__ = [
    "Account",
    "BankAccount",
    "BankAccountReview",
    "BuyerIdentity",
    "Claim",
    "ClaimLine",
    "ClaimPhoto",
    "CommissionRule",
    "DeliveryTax",
    "Dispute",
    "DisputedItem",
    "Entry",
    "LineTax",
    "LineTerms",
    "Paper",
    "PaperCounter",
    "PaperFile",
    "Payment",
    "PayoutApproval",
    "PayoutBatch",
    "PayoutClaim",
    "PayoutLine",
    "Posting",
    "Refund",
    "RefundLine",
    "Remittance",
    "TaxIdentity",
    "TaxRate",
    "VatStatus",
    "WebhookEvent",
]

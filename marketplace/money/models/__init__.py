"""The tables of money, one file per concept."""

from .bank_account import BankAccount, BankAccountReview
from .commission import CommissionRule, LineTerms
from .dispute import Dispute
from .inbox import WebhookEvent
from .ledger import Account, Entry, Posting
from .paper import BuyerIdentity, Paper, PaperCounter, PaperFile
from .payment import Payment
from .payout import PayoutApproval, PayoutBatch, PayoutClaim, PayoutLine
from .remittance import Remittance
from .tax import DeliveryTax, LineTax, TaxIdentity, TaxRate, VatStatus

__all__ = [
    "Account",
    "BankAccount",
    "BankAccountReview",
    "BuyerIdentity",
    "CommissionRule",
    "DeliveryTax",
    "Dispute",
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
    "Remittance",
    "TaxIdentity",
    "TaxRate",
    "VatStatus",
    "WebhookEvent",
]

"""The tables of money, one file per concept."""

from .commission import CommissionRule, LineTerms
from .dispute import Dispute
from .inbox import WebhookEvent
from .ledger import Account, Entry, Posting
from .paper import BuyerIdentity, Paper, PaperCounter, PaperFile
from .payment import Payment
from .tax import DeliveryTax, LineTax, TaxIdentity, TaxRate, VatStatus

__all__ = [
    "Account",
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
    "Posting",
    "TaxIdentity",
    "TaxRate",
    "VatStatus",
    "WebhookEvent",
]

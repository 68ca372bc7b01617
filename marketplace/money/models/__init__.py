"""The tables of money, one file per concept."""

from .bank_account import BankAccount, BankAccountReview
from .commission import CommissionRule, LineTerms
from .ledger import Account, Entry, Posting
from .payout import PayoutApproval, PayoutBatch, PayoutClaim, PayoutLine
from .remittance import Remittance

__all__ = [
    "Account",
    "BankAccount",
    "BankAccountReview",
    "CommissionRule",
    "Entry",
    "LineTerms",
    "PayoutApproval",
    "PayoutBatch",
    "PayoutClaim",
    "PayoutLine",
    "Posting",
    "Remittance",
]

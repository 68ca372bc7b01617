"""The tables of money, one file per concept."""

from .commission import CommissionRule, LineTerms
from .ledger import Account, Entry, Posting

__all__ = ["Account", "CommissionRule", "Entry", "LineTerms", "Posting"]

from .paper import BuyerIdentity, Paper, PaperCounter, PaperFile
from .tax import DeliveryTax, LineTax, TaxIdentity, TaxRate, VatStatus

__all__ = [
    "BuyerIdentity",
    "DeliveryTax",
    "LineTax",
    "Paper",
    "PaperCounter",
    "PaperFile",
    "TaxIdentity",
    "TaxRate",
    "VatStatus",
]

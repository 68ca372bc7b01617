"""The words of the ledger."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AccountKind(models.TextChoices):
    """Whose account: one of each kind, but of cooperatives and carriers, which have one each."""

    COOPERATIVE = "cooperative", _("Cooperative")
    PLATFORM = "platform", _("Market")
    GATEWAY = "gateway", _("Card payments")
    BANK = "bank", _("Bank")
    CARRIER = "carrier", _("Carrier")
    # Between the file that was handed to the bank and its word that the money has left.
    TRANSIT = "transit", _("Transfers under way")


class PostingKind(models.TextChoices):
    """What happened."""

    SALE = "sale", _("Sale")
    REFUND = "refund", _("Refund")
    FEE = "fee", _("Card fee")
    REMITTANCE = "remittance", _("Debt settled")
    PAYOUT = "payout", _("Payout")
    PAYOUT_RETURNED = "payout_returned", _("Payout returned by the bank")
    DISPUTE = "dispute", _("Payment taken back by the bank")


class EntryKind(models.TextChoices):
    """What an amount is for."""

    GOODS = "goods", _("Goods")
    DELIVERY = "delivery", _("Delivery")
    COMMISSION = "commission", _("Commission")
    FUNDING = "funding", _("Discount paid by the market")
    # The other side of a sale or refund: where the shopper's money is.
    PAID = "paid", _("Paid by the customer")
    CASH_KEPT = "cash_kept", _("Cash kept by the cooperative")
    # A refund that somebody else than the cooperative bears.
    BORNE = "borne", _("Refund borne")
    FEE = "fee", _("Card fee")
    TRANSFER = "transfer", _("Transfer")


# What a share of an order is made of; the rest only says where money is.
SHARE_KINDS = (EntryKind.GOODS, EntryKind.DELIVERY, EntryKind.COMMISSION, EntryKind.FUNDING, EntryKind.BORNE)
PAYER_KINDS = (EntryKind.PAID, EntryKind.CASH_KEPT)
# Postings that belong to an order's money.
ORDER_POSTINGS = (PostingKind.SALE, PostingKind.REFUND, PostingKind.DISPUTE)

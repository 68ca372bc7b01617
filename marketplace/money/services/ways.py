"""How a basket may be paid, and why not otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.money.bank import bank_details
from marketplace.money.gateways import stripe_gateway as gateway
from marketplace.shop.basket import BasketView
from marketplace.shop.order.choices import PaymentMethod


class WhyNot(models.TextChoices):
    """Why a way of paying is shown and cannot be chosen; ways that this market does not have at all are not shown."""

    CASH_CAP = "cash_cap", _("The total is over what may be paid in cash.")
    CARRIER = "carrier", _("A parcel of this order is over what its carrier may collect in cash.")
    PERISHABLE = "perishable", _("Something in your basket does not keep so long: a transfer takes days.")
    TOO_SMALL = "too_small", _("The total is too small for a card.")


@dataclass(frozen=True)
class Way:
    """why_not: empty when it can be chosen."""

    method: PaymentMethod
    why_not: str = ""

    @property
    def is_open(self) -> bool:
        return not self.why_not


def ways_to_pay(contents: BasketView) -> list[Way]:
    """In the order in which they are shown; those that cannot be chosen say why."""
    ways = [Way(PaymentMethod.COD, _no_cash(contents))]
    if gateway.is_set_up():
        ways.append(Way(PaymentMethod.CARD, WhyNot.TOO_SMALL if contents.total < settings.CARD_LEAST else ""))
    if bank_details() and contents.total > Decimal(0):
        ways.append(Way(PaymentMethod.TRANSFER, WhyNot.PERISHABLE if _perishes(contents) else ""))
    return ways


def _no_cash(contents: BasketView) -> str:
    if contents.total > settings.CASH_CAP:
        return WhyNot.CASH_CAP
    return "" if contents.takes_cash else WhyNot.CARRIER


def _perishes(contents: BasketView) -> bool:
    return any(line.listing.product_class.perishable for line in contents.lines)

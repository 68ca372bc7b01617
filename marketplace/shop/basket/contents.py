"""Reading a basket: grouped by cooperative, priced anew, with the delivery charge and everything that is in the way.

One reading serves the basket page, the checkout and `order_place`, so that what was reviewed is what is bought.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _
from oscar.apps.basket.models import Basket, Line

from catalogue.choices import Temperature
from catalogue.models import Product
from cooperatives.models import Cooperative
from marketplace.places.holidays import holidays
from marketplace.places.models import City
from marketplace.shop.delivery.arrival import arrival, packed_on
from marketplace.shop.delivery.choices import DeliveryMethod
from marketplace.shop.delivery.models import CarrierRate
from marketplace.shop.delivery.quote import Goods, Quote, Refusal, quote_parcel, rates_for
from marketplace.shop.voucher import reading as vouchers

from .goods import goods_known, is_on_sale
from .rows import basket_rows

NOBODY = vouchers.Who()
# With its centimes, as every other amount of an order is written.
ZERO = Decimal("0.00")


class Problem(models.TextChoices):
    """What keeps a line from being bought."""

    NOT_FOR_SALE = "not_for_sale", _("No longer for sale")
    NOT_SELLING = "not_selling", _("This cooperative is not selling at the moment")
    SOLD_OUT = "sold_out", _("Sold out")
    NOT_ENOUGH = "not_enough", _("Not so many left")


@dataclass
class BasketLine:
    """One product in the basket. Prices in MAD, taxes included."""

    line: Line
    product: Product
    quantity: int
    unit_price: Decimal
    problem: Problem | None = None
    refusal: Refusal | None = None
    # What codes take off the line: the cooperative's own, which it bears, and the market's, which the market pays.
    discount_own: Decimal = ZERO
    discount_market: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """Before discounts."""
        return self.unit_price * self.quantity

    @property
    def discount(self) -> Decimal:
        return self.discount_own + self.discount_market

    @property
    def listing(self) -> Product:
        return self.product.listing

    @property
    def available(self) -> int:
        return self.line.stockrecord.available

    @property
    def can_be_had(self) -> int:
        """Units that can be bought of what is wanted."""
        if self.problem and self.problem != Problem.NOT_ENOUGH:
            return 0
        return min(self.quantity, self.available)

    @property
    def price_was(self) -> Decimal | None:
        """The price when it was put in, if it has risen since."""
        seen = self.line.price_incl_tax
        return seen if seen is not None and seen < self.unit_price else None

    @property
    def needs_parcel(self) -> bool:
        return self.listing.product_class.requires_shipping


@dataclass
class BasketGroup:
    """What one cooperative will deliver."""

    cooperative: Cooperative
    lines: list[BasketLine] = field(default_factory=list)
    method: DeliveryMethod = DeliveryMethod.PARCEL
    quote: Quote | None = None
    refusal: Refusal | None = None
    # First and last day on which the parcel is expected: packing, then the journey, in working days.
    arrives: tuple[date, date] | None = None
    # From when on it can be fetched, where the shopper comes for it.
    ready_on: date | None = None

    @property
    def is_not_selling(self) -> bool:
        """The cooperative itself has stopped: none of its goods can be bought, whatever is changed about them."""
        return any(line.problem == Problem.NOT_SELLING for line in self.lines)

    @property
    def goods_total(self) -> Decimal:
        return sum((line.total for line in self.lines), ZERO)

    @property
    def discount(self) -> Decimal:
        return sum((line.discount for line in self.lines), ZERO)

    @property
    def charge(self) -> Decimal:
        return self.quote.price if self.quote else ZERO

    @property
    def total(self) -> Decimal:
        return self.goods_total - self.discount + self.charge

    @property
    def needs_parcel(self) -> bool:
        return any(line.needs_parcel for line in self.lines)

    @property
    def is_fetched(self) -> bool:
        return self.method == DeliveryMethod.PICKUP

    @property
    def days_to_prepare(self) -> int:
        """Working days: what is made to order first, then packing."""
        return self.cooperative.handling_days + self.days_to_make

    @property
    def days_to_make(self) -> int:
        """Working days until the last of its goods is made."""
        return max(line.listing.ready_in_days for line in self.lines)

    @property
    def takes_cash(self) -> bool:
        """Whether what is due can be collected at the door."""
        return self.quote is None or self.quote.takes_cash

    @property
    def is_blocked(self) -> bool:
        return bool(self.refusal) or any(line.problem or line.refusal for line in self.lines)


@dataclass
class BasketView:
    """The whole basket. city: where it goes, when that is known already."""

    groups: list[BasketGroup]
    city: City | None
    # Ids of the vouchers that lie in it.
    codes: list[int] = field(default_factory=list)
    vouchers: list[vouchers.Granted] = field(default_factory=list)

    @property
    def lines(self) -> list[BasketLine]:
        return [line for group in self.groups for line in group.lines]

    @property
    def count(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def goods_total(self) -> Decimal:
        return sum((group.goods_total for group in self.groups), ZERO)

    @property
    def takes_cash(self) -> bool:
        """Whether each parcel's carrier may collect what is due of it."""
        return all(group.takes_cash for group in self.groups)

    @property
    def delivery_total(self) -> Decimal:
        return sum((group.charge for group in self.groups), ZERO)

    @property
    def discount(self) -> Decimal:
        return sum((group.discount for group in self.groups), ZERO)

    @property
    def total(self) -> Decimal:
        return self.goods_total - self.discount + self.delivery_total

    @property
    def needs_address(self) -> bool:
        return any(group.method == DeliveryMethod.PARCEL for group in self.groups)

    @property
    def is_blocked(self) -> bool:
        return any(group.is_blocked for group in self.groups)

    @property
    def needs_fetching(self) -> bool:
        return any(group.is_fetched for group in self.groups)

    @property
    def problems(self) -> list[BasketLine]:
        """Lines that cannot be bought as they stand, wherever they go."""
        return [line for line in self.lines if line.problem]

    @property
    def unbuyable(self) -> list[BasketLine]:
        """Lines that nobody can buy in any number or to any town: all there is to do is to remove them."""
        return [line for line in self.lines if line.problem and line.problem != Problem.NOT_ENOUGH]


def goods_of(product: Product, quantity: int) -> Goods:
    """What a carrier must know of `quantity` units of a product (its listing and class loaded)."""
    listing, kind = product.listing, product.listing.product_class
    return Goods(
        weight_g=product.weight_g,
        volume_cm3=product.length_cm * product.width_cm * product.height_cm,
        quantity=quantity,
        chilled=kind.temperature == Temperature.CHILLED,
        perishable=kind.perishable,
        max_transit_days=listing.max_transit_days,
        only_zones=tuple(listing.only_zones),
    )


def basket_contents(
    basket: Basket,
    *,
    city: City | None = None,
    methods: Mapping[int, str] | None = None,
    who: vouchers.Who = NOBODY,
    codes: list[int] | None = None,
    known: BasketView | None = None,
) -> BasketView:
    """The basket as it can be bought now; the number of queries does not grow with its lines.

    who: whose codes are counted once per customer, as far as that is known.

    methods: cooperative id -> DeliveryMethod, what the shopper chose; anything else means a parcel.

    codes: its vouchers' ids, where they are known. known: what the same request has read of it, for another town.
    """
    lines, lying = ([one.line for one in known.lines], known.codes) if known else _rows(basket)
    codes = lying if codes is None else codes
    groups: dict[int, BasketGroup] = {}
    for line in lines:
        cooperative = line.product.cooperative
        group = groups.setdefault(cooperative.pk, BasketGroup(cooperative))
        group.lines.append(_read(line))
    rates = rates_for(zone_code=city.zone_id) if city and groups else []
    for group in groups.values():
        group.method = _method(group, (methods or {}).get(group.cooperative.pk))
    dated = rates or any(group.is_fetched for group in groups.values())
    off = holidays() if dated else frozenset()
    for group in groups.values():
        if group.method == DeliveryMethod.PARCEL and city:
            _deliver(group, city, rates)
            group.arrives = _arrival(group, off)
        elif group.is_fetched:
            group.ready_on = packed_on(cooperative=group.cooperative, made_in_days=group.days_to_make, holidays=off)
    view = BasketView(list(groups.values()), city, codes)
    view.vouchers = _discount(codes, view.lines, who)
    return view


def _discount(codes: list[int], lines: list[BasketLine], who: vouchers.Who) -> list[vouchers.Granted]:
    """What the codes take off each line; goods that cannot be bought neither count nor get anything."""
    by_key = {line.line.pk: line for line in lines if not line.problem}
    goods = [vouchers.Goods(key, line.product.cooperative_id, line.total) for key, line in by_key.items()]
    granted = vouchers.vouchers_read(codes, goods, who) if lines else []
    for one in granted:
        for key, share in one.shares.items():
            if one.voucher.cooperative_id is None:
                by_key[key].discount_market += share
            else:
                by_key[key].discount_own += share
    return granted


def _rows(basket: Basket) -> tuple[list[Line], list[int]]:
    """Prices and stock are read each time; what the goods are, once until it changes."""
    lines, codes = basket_rows(basket)
    products = goods_known(line.product_id for line in lines)
    lines = [line for line in lines if line.product_id in products]  # one was deleted in this very moment
    for line in lines:
        line.product = products[line.product_id]
    return lines, codes


def _read(line: Line) -> BasketLine:
    record = line.stockrecord
    read = BasketLine(line=line, product=line.product, quantity=line.quantity, unit_price=record.price)
    if line.product.is_live and line.product.cooperative.status == Cooperative.Status.SUSPENDED:
        read.problem = Problem.NOT_SELLING
    elif not is_on_sale(line.product):
        read.problem = Problem.NOT_FOR_SALE
    elif record.available <= 0:
        read.problem = Problem.SOLD_OUT
    elif record.available < line.quantity:
        read.problem = Problem.NOT_ENOUGH
    return read


def _method(group: BasketGroup, chosen: str | None) -> DeliveryMethod:
    if not group.needs_parcel:
        return DeliveryMethod.NONE
    if chosen == DeliveryMethod.PICKUP and group.cooperative.offers_pickup:
        return DeliveryMethod.PICKUP
    return DeliveryMethod.PARCEL


def _deliver(group: BasketGroup, city: City, rates: list[CarrierRate]) -> None:
    """Quote the group's parcel; a line that cannot go even alone says so itself, else the group does."""
    lines = [line for line in group.lines if line.needs_parcel]
    to = {
        "zone_code": city.zone_id,
        "same_province": city.province_id == group.cooperative.province_id,
        "rates": rates,
    }
    for line in lines:
        alone = quote_parcel([goods_of(line.product, line.quantity)], cash=line.total, **to)
        if isinstance(alone, Refusal):
            line.refusal = alone
    if any(line.refusal for line in lines):
        return
    together = quote_parcel([goods_of(line.product, line.quantity) for line in lines], cash=group.goods_total, **to)
    if isinstance(together, Refusal):
        group.refusal = together
    else:
        group.quote = together


def _arrival(group: BasketGroup, off: frozenset[date]) -> tuple[date, date] | None:
    """When the parcel is expected, counted from today; None while it cannot go at all."""
    if group.quote is None:
        return None
    return arrival(cooperative=group.cooperative, made_in_days=group.days_to_make, quote=group.quote, holidays=off)

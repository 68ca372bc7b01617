"""Placing an order: one transaction from the basket's lock to the rows of the messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.contrib.sites.models import Site
from django.db import transaction
from django.utils import timezone, translation
from oscar.apps.basket.models import Basket

from cooperatives.locks import selling_held
from marketplace.places.models import City
from marketplace.shop.basket import BasketView, basket_contents
from marketplace.shop.basket.contents import ZERO, BasketGroup, BasketLine
from marketplace.shop.delivery.load import country
from marketplace.shop.order.choices import OrderStatus, PartStatus, PaymentMethod
from marketplace.shop.order.messages import tell_order_placed
from marketplace.shop.order.models import CooperativeOrder, Line, Order, ShippingAddress
from marketplace.shop.order.signals import order_confirmed, order_placed
from marketplace.shop.order.utils import OrderNumberGenerator
from marketplace.shop.partner.stock import stock_reserve
from marketplace.shop.voucher.reading import who_is
from marketplace.shop.voucher.services import voucher_uses_write, vouchers_lock


@dataclass(frozen=True)
class Customer:
    """Who buys. user: None for a guest; phone: E.164; language: of the messages to come."""

    name: str
    email: str
    phone: str
    language: str
    user: object | None = None


@dataclass(frozen=True)
class Destination:
    """Where parcels go. street: street and number, or douar and commune; landmark: what a driver looks for."""

    city: City
    street: str
    landmark: str = ""
    postal_code: str = ""


class BasketBlocked(Exception):
    """Something in the basket cannot be bought as it is. contents: the basket as it is now."""

    def __init__(self, contents: BasketView):
        self.contents = contents
        super().__init__("basket blocked")


@dataclass(frozen=True)
class Rise:
    """A line that costs more than the review page said. was: MAD for one."""

    line: BasketLine
    was: Decimal


class TotalRose(Exception):
    """More than was agreed to on the review page; ask again. contents: the basket now; risen: the lines that rose."""

    def __init__(self, contents: BasketView, risen: list[Rise]):
        self.contents, self.risen = contents, risen
        super().__init__("total rose")


class BasketEmpty(Exception):
    """There is nothing to buy."""


@transaction.atomic
def order_place(
    *,
    basket_id: int,
    customer: Customer,
    destination: Destination | None,
    methods: Mapping[int, str],
    agreed_total: Decimal,
    terms_version: str,
    agreed_prices: Mapping[int, Decimal] | None = None,
    gift_note: str = "",
    payment_method: str = PaymentMethod.COD,
) -> Order:
    """Turn an open basket into an order, one part per cooperative, stock reserved, messages written.

    destination: None when nothing needs a parcel. methods: cooperative id -> how its goods come.
    gift_note: printed on the slips, plain text of at most 300 characters.
    payment_method: unless it is cash, the order waits for its payment (services/waiting.py): goods and codes are held,
    and nobody is told yet.
    agreed_total: MAD, what the review page said; a lower price is simply charged, a higher one asks again.
    agreed_prices: basket line id -> MAD for one, as said there; a line's rise asks again even where another's fall
    leaves the total as it was.
    A basket that became an order already (double click, second tab) returns that order and changes nothing.
    Raises BasketEmpty, BasketBlocked, TotalRose, SoldOut (marketplace.shop.partner.stock).
    """
    basket = Basket.objects.select_for_update().get(pk=basket_id)
    if basket.status != Basket.OPEN:
        return Order.objects.get(basket=basket)
    codes = vouchers_lock(basket)
    city, who = destination.city if destination else None, who_is(customer.user, customer.email, customer.phone)
    contents = basket_contents(basket, city=city, methods=methods, who=who, codes=codes)
    if not contents.groups:
        raise BasketEmpty(basket_id)
    is_cash_refused = payment_method == PaymentMethod.COD and not contents.takes_cash
    if contents.is_blocked or is_cash_refused or (contents.needs_address and destination is None):
        raise BasketBlocked(contents)
    risen = _risen(contents, agreed_prices or {})
    if risen or contents.total > agreed_total:
        raise TotalRose(contents, risen)
    sellers = {group.cooperative.pk for group in contents.groups}
    if selling_held(sellers) != sellers:  # one was suspended since the basket was read
        raise BasketBlocked(basket_contents(basket, city=city, methods=methods, who=who))
    order = _create_order(basket, contents, customer, destination, terms_version, gift_note, payment_method)
    parts = [_create_part(order, group, position) for position, group in enumerate(contents.groups, start=1)]
    voucher_uses_write(order=order, amounts={one.voucher.pk: one.amount for one in contents.vouchers if one.amount})
    # Stock rows last and in key order: the scarce locks are held shortest.
    stock_reserve({line.line.stockrecord_id: line.quantity for line in contents.lines})
    basket.status, basket.date_submitted = Basket.SUBMITTED, order.date_placed
    basket.save(update_fields=["status", "date_submitted"])
    order_placed.send(sender=Order, order=order, lines=[line for part in parts for line in part.lines.all()])
    if order.is_cash:
        tell_order_placed(order, parts)
        order_confirmed.send(sender=Order, order=order)
    return order


def _risen(contents: BasketView, agreed: Mapping[int, Decimal]) -> list[Rise]:
    known = ((line, agreed.get(line.line.pk)) for line in contents.lines)
    return [Rise(line, was) for line, was in known if was is not None and line.unit_price > was]


def _create_order(
    basket: Basket,
    contents: BasketView,
    customer: Customer,
    destination: Destination | None,
    terms_version: str,
    gift_note: str,
    payment_method: str,
) -> Order:
    """The order's own row, with everything it must still say when accounts and prices have changed."""
    return Order.objects.create(
        number=OrderNumberGenerator().order_number(basket),
        site=Site.objects.get_current(),
        basket=basket,
        user=customer.user,
        customer_name=customer.name,
        guest_email=customer.email,
        guest_phone=customer.phone,
        language=customer.language,
        currency="MAD",
        total_incl_tax=contents.total,
        total_excl_tax=contents.total,
        shipping_incl_tax=contents.delivery_total,
        shipping_excl_tax=contents.delivery_total,
        shipping_address=_create_address(customer, destination) if destination else None,
        status=OrderStatus.NEW if payment_method == PaymentMethod.COD else OrderStatus.AWAITING,
        payment_method=payment_method,
        terms_version=terms_version,
        gift_note=gift_note,
        date_placed=timezone.now(),
    )


def _create_address(customer: Customer, destination: Destination) -> ShippingAddress:
    with translation.override(customer.language):
        town_name = destination.city.name
    return ShippingAddress.objects.create(
        recipient=customer.name,
        line1=destination.street,
        line4=town_name,
        postcode=destination.postal_code,
        town=destination.city,
        town_name=town_name,
        landmark=destination.landmark,
        phone_number=customer.phone,
        country=country(),
    )


def _create_part(order: Order, group: BasketGroup, position: int) -> CooperativeOrder:
    """One cooperative's part with its lines. Cash, if any, is due at the door, or at the counter when picked up."""
    quote = group.quote
    part = CooperativeOrder.objects.create(
        order=order,
        cooperative=group.cooperative,
        position=position,
        cooperative_name=group.cooperative.name,
        status=PartStatus.NEW if order.is_cash else PartStatus.AWAITING,
        delivery_method=group.method.value,
        carrier_id=quote.carrier_id if quote else None,
        carrier_name=quote.carrier_name if quote else "",
        days_min=quote.days_min if quote else None,
        days_max=group.days_to_prepare if group.is_fetched else quote.days_max if quote else None,
        goods_total=group.goods_total,
        discount_own=sum((line.discount_own for line in group.lines), ZERO),
        discount_market=sum((line.discount_market for line in group.lines), ZERO),
        delivery_charge=group.charge,
        cash_due=group.total if order.is_cash else ZERO,
        placed_at=order.date_placed,
        confirmed_at=order.date_placed if order.is_cash else None,
        accept_by=order.date_placed + timedelta(hours=group.cooperative.accept_hours),
    )
    part.know_lines(Line.objects.bulk_create([_line(order, part, line) for line in group.lines]))
    return part


def _line(order: Order, part: CooperativeOrder, line: BasketLine) -> Line:
    """A snapshot of one basket line. Prices are all taxes included; tax is told apart by the papers (issue 5)."""
    titles = _in_all_languages(line.listing, "title")
    return Line(
        order=order,
        part=part,
        partner_id=line.line.stockrecord.partner_id,
        partner_name=part.cooperative_name,
        partner_sku=line.line.stockrecord.partner_sku,
        stockrecord=line.line.stockrecord,
        product=line.product,
        title=titles[order.language][:255],
        titles=titles,
        net_label=_in_all_languages(line.product, "size_label"),
        withdrawal=line.listing.product_class.withdrawal,
        quantity=line.quantity,
        line_price_incl_tax=line.total - line.discount,
        line_price_excl_tax=line.total - line.discount,
        line_price_before_discounts_incl_tax=line.total,
        line_price_before_discounts_excl_tax=line.total,
        unit_price_incl_tax=line.unit_price,
        unit_price_excl_tax=line.unit_price,
        num_allocated=line.quantity,
        discount_own=line.discount_own,
        discount_market=line.discount_market,
    )


def _in_all_languages(thing, field: str) -> dict[str, str]:
    """A translated column in every language of the market, French where a translation is missing."""
    french = getattr(thing, f"{field}_fr") or ""
    return {code: getattr(thing, f"{field}_{code}") or french for code, _ in settings.LANGUAGES}

"""Replaces Oscar's Order and Line and adds the part of an order that one cooperative delivers.

Everything an order must still say in ten years is a snapshot here: names, titles, prices, address.
"""

from __future__ import annotations

import re
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from oscar.apps.address.abstract_models import AbstractShippingAddress
from oscar.apps.order.abstract_models import AbstractLine, AbstractOrder

from marketplace.centimes import centimes, mad, portion
from marketplace.shop.delivery.choices import DeliveryMethod

from .choices import OrderStatus, PartStatus, PaymentMethod, part_status_label
from .managers import CooperativeOrderQuerySet

_BEFORE_UNIT = re.compile(r"(?<=[\d×]) (?=[\w×])")
_KEPT_TOGETHER = "\N{NO-BREAK SPACE}"


class Order(AbstractOrder):
    """One purchase. Its status is stored but written by one function from its parts (services/status.py)."""

    language = models.CharField(max_length=2, default="fr")
    guest_phone = models.CharField(max_length=16, blank=True)
    customer_name = models.CharField(max_length=120, blank=True)
    payment_method = models.CharField(max_length=16, choices=PaymentMethod.choices, default=PaymentMethod.COD)
    terms_version = models.CharField(max_length=20)
    # Printed on every slip of the order, for whoever opens the parcel. Plain text.
    gift_note = models.CharField(max_length=300, blank=True, default="", db_default="")

    class Meta(AbstractOrder.Meta):
        constraints = [
            # A basket becomes one order, whatever is clicked twice (order_place locks the basket besides).
            models.UniqueConstraint(fields=["basket"], condition=Q(basket__isnull=False), name="one_order_per_basket"),
        ]

    @property
    def status_label(self) -> str:
        return OrderStatus(self.status).label

    @property
    def is_cash(self) -> bool:
        """Paid where the goods are handed over, part by part."""
        return self.payment_method == PaymentMethod.COD

    @property
    def is_awaiting(self) -> bool:
        """Ordered, and not paid yet: its goods are held."""
        return self.status == OrderStatus.AWAITING


class ShippingAddress(AbstractShippingAddress):
    """Where parcels go: a city of the list, a street or douar, and what a driver looks for."""

    # Oscar's address has a property `city` (its fourth line), hence the other word.
    town = models.ForeignKey("places.City", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    # The town's name as it was, for papers and lists that must not change.
    town_name = models.CharField(max_length=80, blank=True)
    recipient = models.CharField(max_length=120, blank=True)
    landmark = models.CharField(max_length=200, blank=True)

    def town_in(self, language: str) -> str:
        """The town's name for a reader of this language."""
        with translation.override(language):
            return self.town.name if self.town else self.town_name


class CooperativeOrder(models.Model):
    """The part of an order that one cooperative delivers: its lines, its charge, its life. Amounts in MAD."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="parts")
    cooperative = models.ForeignKey("cooperatives.Cooperative", on_delete=models.PROTECT, related_name="orders")
    position = models.PositiveSmallIntegerField()
    cooperative_name = models.CharField(max_length=120)
    status = models.CharField(max_length=16, choices=PartStatus.choices, default=PartStatus.NEW, db_index=True)

    delivery_method = models.CharField(max_length=8, choices=DeliveryMethod.choices)
    carrier = models.ForeignKey("delivery.Carrier", on_delete=models.PROTECT, null=True, related_name="+")
    carrier_name = models.CharField(max_length=80, blank=True)
    # Working days of a parcel's journey; of goods that are fetched, those until they are ready (days_max alone).
    days_min = models.PositiveSmallIntegerField(null=True)
    days_max = models.PositiveSmallIntegerField(null=True)
    goods_total = models.DecimalField(max_digits=12, decimal_places=2)
    # What vouchers took off the goods: the cooperative's own, which it bears, and the market's, which the market pays.
    discount_own = models.DecimalField(max_digits=12, decimal_places=2, default=0, db_default=0)
    discount_market = models.DecimalField(max_digits=12, decimal_places=2, default=0, db_default=0)
    delivery_charge = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    cash_due = models.DecimalField(max_digits=12, decimal_places=2, default=0)

    placed_at = models.DateTimeField(db_index=True)
    # From when on the cooperative sees it: at once when it is paid in cash, else when the money is there.
    confirmed_at = models.DateTimeField(null=True, db_index=True)
    # Cash at the door only: the shopper said, by a click or on the telephone, that she still wants it.
    cash_confirmed_at = models.DateTimeField(null=True)
    accept_by = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    packed_at = models.DateTimeField(null=True)
    shipped_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=20, blank=True)
    reason_words = models.CharField(max_length=300, blank=True)

    objects = CooperativeOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("cooperative's order")
        verbose_name_plural = _("cooperatives' orders")
        ordering = ["-placed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["order", "cooperative"], name="one_part_per_cooperative"),
            models.UniqueConstraint(fields=["order", "position"], name="one_part_per_position"),
            models.CheckConstraint(
                condition=Q(goods_total__gte=0, delivery_charge__gte=0, cash_due__gte=0), name="amounts_not_negative"
            ),
        ]
        indexes = [models.Index(fields=["cooperative", "status", "-placed_at"], name="part_queue")]

    def __str__(self) -> str:
        return self.number

    def know_lines(self, lines: list[Line]) -> None:
        """These are all its lines: nobody need read them."""
        rows = self.lines.all()
        rows._result_cache = lines
        # Where prefetch_related puts what it read; Django has no other word for what was just written.
        self._prefetched_objects_cache = {"lines": rows}

    @property
    def is_fetched(self) -> bool:
        return self.delivery_method == DeliveryMethod.PICKUP

    @property
    def status_label(self) -> str:
        """What the shopper reads: goods that are fetched are never packed, sent or delivered."""
        return str(part_status_label(self.status, self.delivery_method))

    @property
    def number(self) -> str:
        """The order's number with this part's position: what a cooperative and a driver quote."""
        return f"{self.order.number}-{self.position}"

    @property
    def needs_cash_word(self) -> bool:
        """A parcel to be paid at the door that nobody has confirmed yet: parcels that are refused cost both ways."""
        at_the_door = self.order.is_cash and self.delivery_method == DeliveryMethod.PARCEL and self.cash_due > 0
        return at_the_door and self.cash_confirmed_at is None and not self.ended_at

    @property
    def total(self) -> Decimal:
        """Goods after discounts, and delivery, MAD."""
        return self.goods_total - self.discount + self.delivery_charge

    @property
    def discount(self) -> Decimal:
        """What vouchers took off the goods, MAD."""
        return self.discount_own + self.discount_market


class Line(AbstractLine):
    """One product of one part. Counts of what happened to its units; `open_quantity` is still to be sent."""

    part = models.ForeignKey(CooperativeOrder, on_delete=models.PROTECT, related_name="lines", null=True)
    # Titles in the languages of the market, as they were at the sale.
    titles = models.JSONField(default=dict)
    net_label = models.JSONField(default=dict)
    # MAD off the whole line by vouchers, as of the part.
    discount_own = models.DecimalField(max_digits=12, decimal_places=2, default=0, db_default=0)
    discount_market = models.DecimalField(max_digits=12, decimal_places=2, default=0, db_default=0)
    withdrawal = models.CharField(max_length=14, default="allowed")
    quantity_shipped = models.PositiveIntegerField(default=0)
    quantity_cancelled = models.PositiveIntegerField(default=0)

    class Meta(AbstractLine.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gte=F("quantity_shipped") + F("quantity_cancelled")), name="units_add_up"
            ),
        ]

    @property
    def open_quantity(self) -> int:
        """Units neither sent nor cancelled: exactly what is allocated."""
        return self.quantity - self.quantity_shipped - self.quantity_cancelled

    def price_of(self, units: int, *, first: int) -> Decimal:
        """MAD for `units` of its units after `first` others were sent or cancelled, discounts taken off.

        Whatever the parcels, their prices add up to that of the line.
        """
        off = sum(
            portion(centimes(Decimal(discount)), whole=self.quantity, first=first, count=units)
            for discount in (self.discount_own, self.discount_market)
        )
        return self.unit_price_incl_tax * units - mad(off)

    @property
    def settled_quantity(self) -> int:
        """Units already sent or cancelled."""
        return self.quantity_shipped + self.quantity_cancelled

    @property
    def title_here(self) -> str:
        """The title in the language of the page."""
        return self.title_in(translation.get_language() or "fr")

    def title_in(self, language: str) -> str:
        """The title as it was at the sale, with the size of a variant."""
        title = self.titles.get(language) or self.title
        size = self.net_label.get(language) if self.net_label else ""
        if not size or size in title:
            return title
        # No line begins with the dot or with the unit alone.
        return f"{title}{_KEPT_TOGETHER}· {_BEFORE_UNIT.sub(_KEPT_TOGETHER, size)}"


class Parcel(models.Model):
    """One dispatch of a part: what was in it, who carries it, under which number."""

    part = models.ForeignKey(CooperativeOrder, on_delete=models.PROTECT, related_name="parcels")
    carrier_name = models.CharField(max_length=80, blank=True)
    tracking_number = models.CharField(max_length=60, blank=True)
    tracking_url = models.CharField(max_length=260, blank=True)
    shipped_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    # It was refused at the door, or the carrier brought it back; then somebody looked at what was in it.
    refused_at = models.DateTimeField(null=True)
    inspected_at = models.DateTimeField(null=True)
    cash_due = models.DecimalField(max_digits=12, decimal_places=2, default=0)

    class Meta:
        verbose_name = _("parcel")
        verbose_name_plural = _("parcels")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(delivered_at=None) | Q(refused_at=None), name="parcel_arrived_or_came_back"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.carrier_name} {self.tracking_number}".strip()

    @property
    def is_on_the_way(self) -> bool:
        return self.delivered_at is None and self.refused_at is None


class ParcelLine(models.Model):
    """How many units of a line are in a parcel."""

    parcel = models.ForeignKey(Parcel, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="parcel_lines")
    quantity = models.PositiveIntegerField()
    # Of a parcel that came back: units that can be sold again.
    quantity_fit = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        verbose_name = _("line of a parcel")
        verbose_name_plural = _("lines of a parcel")
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=F("quantity_fit")), name="no_more_fit_than_sent"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} x {self.line.title}"


from oscar.apps.order.models import *  # noqa: E402,F403 - Oscar's remaining models, after our own

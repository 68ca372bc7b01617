"""Tax frozen at the sale: what an invoice will say is decided on the day of the order, whatever changes later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from oscar.apps.catalogue.models import Category, ProductCategory

from catalogue.models import Product, ProductClass
from cooperatives.models import Cooperative
from marketplace.audit.models import record
from marketplace.money.models import DeliveryTax, LineTax, TaxIdentity, TaxRate, VatStatus
from marketplace.money.tax import WHOLE, delivery_rate, rate_for
from marketplace.shop.order.models import Line, Order


@dataclass(frozen=True)
class _Taxed:
    """As it is frozen. mention: language -> words, for what is exempt."""

    rate_bps: int = 0
    mention: dict[str, str] = field(default_factory=dict)
    confirmed: bool = False

    @property
    def columns(self) -> dict:
        return {"rate_bps": self.rate_bps, "mention": self.mention, "confirmed": self.confirmed}


@transaction.atomic(savepoint=False)
def tax_freeze(order: Order, lines: Sequence[Line] | None = None) -> None:
    """Write the tax of every line and delivery of an order, as it was on the day it was placed; once only.

    lines: of a new order, whose parts and products are known; else those that have no tax are read.
    """
    day = timezone.localdate(order.date_placed)
    if lines is None:
        untaxed = Line.objects.filter(order=order, tax=None)
        lines = list(untaxed.select_related("part", "product__parent").order_by("pk"))
    parts = {line.part_id: line.part for line in lines}
    statuses = vat_statuses((part.cooperative_id for part in parts.values()), day)
    goods, delivery = _exempt(lines, statuses), {pk: _of_status(statuses[p.cooperative_id]) for pk, p in parts.items()}
    charging = {pk for pk, part in parts.items() if statuses[part.cooperative_id].taxable}
    if charging:
        rates = list(TaxRate.objects.in_force(day))
        goods |= _rated([line for line in lines if line.part_id in charging], rates)
        delivery |= dict.fromkeys(charging, _of_rate(delivery_rate(rates)))
    LineTax.objects.bulk_create([LineTax(line_id=pk, **taxed.columns) for pk, taxed in goods.items()])
    DeliveryTax.objects.bulk_create(
        [DeliveryTax(part_id=pk, **taxed.columns) for pk, taxed in delivery.items()], ignore_conflicts=True
    )


def vat_statuses(cooperative_ids: Iterable[int], day: date) -> dict[int, VatStatus]:
    """The status of each cooperative on a day; its own, else the one of all that have none, else "charges none"."""
    wanted = set(cooperative_ids)
    newest: dict[int | None, VatStatus] = {}
    for status in VatStatus.objects.in_force(day).filter(Q(cooperative__in=wanted) | Q(cooperative=None)):
        newest.setdefault(status.cooperative_id, status)
    usual = newest.get(None) or VatStatus(taxable=False, since=day)
    return {pk: newest.get(pk, usual) for pk in wanted}


@transaction.atomic
def vat_status_set(
    *, cooperative: Cooperative, taxable: bool, since: date, by, mention: dict[str, str] | None = None
) -> VatStatus:
    """From this day on the cooperative charges VAT, or does not; orders placed before keep what they had.

    mention: language -> words printed while it charges none; by default those of all cooperatives.
    """
    usual = VatStatus.objects.in_force(since).filter(cooperative=None).first()
    words = {} if taxable else mention or (usual.mention if usual else {})
    status, _made = VatStatus.objects.update_or_create(
        cooperative=cooperative, since=since, defaults={"taxable": taxable, "mention": words, "confirmed": True}
    )
    after = {"taxable": taxable, "since": since.isoformat()}
    record(who=by, what="money.vat_status", about=cooperative, after=after)
    return status


@transaction.atomic
def tax_rate_set(
    *, scope: str, target: str, rate_bps: int, since: date, name: str, mention: dict[str, str] | None = None, by=None
) -> TaxRate:
    """A rate that the office confirmed, from this day on; of the same day and thing it replaces the one there is.

    target: the code of a class or category, the number of a product, empty for the others.
    Raises ValueError or IntegrityError for what is no rate.
    """
    if not 0 <= rate_bps <= WHOLE:
        raise ValueError(f"basis points: {rate_bps}")
    product = Product.objects.filter(pk=int(target)).first() if scope == TaxRate.Scope.PRODUCT else None
    thing = {"scope": scope, "code": "" if product else target, "product": product, "since": since}
    words = {} if rate_bps else mention or {}
    with transaction.atomic():
        rate, _made = TaxRate.objects.update_or_create(
            **thing, defaults={"rate_bps": rate_bps, "name": name, "mention": words, "confirmed": True}
        )
    record(who=by, what="money.tax_rate", about=rate, after={"rate_bps": rate_bps, "since": since.isoformat()})
    return rate


@transaction.atomic
def tax_identity_save(*, cooperative: Cooperative, ice: str, fiscal_id: str, trade_tax: str, by) -> TaxIdentity:
    """Keep the numbers that go onto the papers to come; those already written stay as they are. ice: 15 digits."""
    fields = {"ice": ice, "fiscal_id": fiscal_id, "trade_tax": trade_tax}
    before = TaxIdentity.objects.select_for_update().filter(cooperative=cooperative).values(*fields).first() or {}
    identity, _made = TaxIdentity.objects.update_or_create(cooperative=cooperative, defaults=fields)
    if before != fields:
        record(who=by, what="money.tax_identity", about=cooperative, before=before, after=fields)
    return identity


def _exempt(lines: list[Line], statuses: dict[int, VatStatus]) -> dict[int, _Taxed]:
    """line id -> what holds where the cooperative charges no VAT."""
    return {line.pk: _of_status(statuses[line.part.cooperative_id]) for line in lines}


def _rated(lines: list[Line], rates: list[TaxRate]) -> dict[int, _Taxed]:
    """line id -> the rate of its product."""
    listings = {line.pk: _listing(line) for line in lines}
    known = [listing for listing in listings.values() if listing is not None]
    classes = dict(ProductClass.objects.in_bulk([listing.product_class_id for listing in known]))
    categories = _categories({listing.pk for listing in known})
    taxed = {}
    for line in lines:
        listing = listings[line.pk]
        kind = classes.get(listing.product_class_id) if listing else None
        rate = rate_for(
            rates,
            product_ids=[pk for pk in (line.product_id, listing.pk if listing else None) if pk],
            categories=categories.get(listing.pk, []) if listing else [],
            product_class=kind.code if kind else "",
        )
        taxed[line.pk] = _of_rate(rate)
    return taxed


def _listing(line: Line) -> Product | None:
    """The product itself, or the listing that it is a variant of."""
    return line.product.parent or line.product if line.product else None


def _categories(listing_ids: set[int]) -> dict[int, list[str]]:
    """listing id -> codes of its categories, the deepest first, then what they lie in."""
    placed = list(ProductCategory.objects.filter(product__in=listing_ids).select_related("category"))
    paths = {path for one in placed for path in _above(one.category.path)}
    codes = dict(Category.objects.filter(path__in=paths).values_list("path", "code"))
    found: dict[int, set[str]] = {}
    for one in placed:
        found.setdefault(one.product_id, set()).update(_above(one.category.path))
    return {
        pk: [codes[path] for path in sorted(above, key=lambda path: (-len(path), path)) if codes.get(path)]
        for pk, above in found.items()
    }


def _above(path: str) -> list[str]:
    """The paths of a category and of all that it lies in."""
    return [path[:end] for end in range(Category.steplen, len(path) + 1, Category.steplen)]


def _of_status(status: VatStatus) -> _Taxed:
    return _Taxed(0, status.mention, status.confirmed)


def _of_rate(rate: TaxRate | None) -> _Taxed:
    """Without any rate in the books nothing is charged, and the paper says that this is to be confirmed."""
    return _Taxed(rate.rate_bps, rate.mention if not rate.rate_bps else {}, rate.confirmed) if rate else _Taxed()

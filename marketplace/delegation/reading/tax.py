"""Tax rates: those in force, those to come, those that newer ones replaced."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils import timezone

from catalogue.models import Category, ProductClass
from marketplace.money.models import TaxRate, VatStatus

PER_PAGE = 30
Scope = TaxRate.Scope


@dataclass(frozen=True)
class Rate:
    """thing: what it is the rate of, in the reader's language. standing: "planned", "now", or "replaced" by a newer."""

    rate: TaxRate
    thing: str
    standing: str


@dataclass(frozen=True)
class TaxPage:
    """usual: what holds for cooperatives of which nothing else is known."""

    page: Page
    usual: VatStatus


def tax_page(number: str | None) -> TaxPage:
    """The newest first. Six queries."""
    today = timezone.localdate()
    page = Paginator(TaxRate.objects.select_related("product").order_by("-since", "scope", "code"), PER_PAGE)
    page = page.get_page(number)
    now, names = _in_force(), _names(page.object_list)
    page.object_list = [Rate(rate, names[rate.pk], _standing(rate, now, today)) for rate in page.object_list]
    usual = VatStatus.objects.in_force(today).filter(cooperative=None).first()
    return TaxPage(page, usual or VatStatus(taxable=False, since=today))


def things() -> list[tuple]:
    """What a rate can be set of, as the groups of a list: (name, [("scope:code", name)])."""
    classes = [(f"{Scope.PRODUCT_CLASS}:{one.code}", one.name) for one in ProductClass.objects.order_by("slug")]
    rows = Category.objects.exclude(code="").order_by("path")  # one's own name: the full one asks for each above it
    categories = [(f"{Scope.CATEGORY}:{one.code}", "\N{EM DASH} " * (one.depth - 1) + one.name) for one in rows]
    return [
        (f"{Scope.DEFAULT}:", Scope.DEFAULT.label),
        (f"{Scope.DELIVERY}:", Scope.DELIVERY.label),
        (Scope.PRODUCT_CLASS.label, classes),
        (Scope.CATEGORY.label, categories),
    ]


def _in_force() -> dict[tuple, int]:
    """(scope, code, product) -> the rate that counts today."""
    rows = reversed(TaxRate.objects.in_force(timezone.localdate()).values_list("scope", "code", "product", "pk"))
    return {(scope, code, product): pk for scope, code, product, pk in rows}


def _standing(rate: TaxRate, now: dict[tuple, int], today) -> str:
    if rate.since > today:
        return "planned"
    return "now" if now.get((rate.scope, rate.code, rate.product_id)) == rate.pk else "replaced"


def _names(rates) -> dict[int, str]:
    """rate id -> what it is of; the code itself, where there is nothing of this code yet."""
    codes = {scope: [rate.code for rate in rates if rate.scope == scope] for scope in Scope.values}
    names = {(Scope.PRODUCT_CLASS, one.code): one.name for one in ProductClass.objects.filter(code__in=codes["class"])}
    for one in Category.objects.filter(code__in=codes["category"]):
        names[Scope.CATEGORY, one.code] = one.name
    return {rate.pk: _name(rate, names) for rate in rates}


def _name(rate: TaxRate, names: dict[tuple, str]) -> str:
    if rate.product:
        return rate.product.get_title()
    return names.get((rate.scope, rate.code)) or rate.code or rate.get_scope_display()

"""The listings that public pages show, with what their cards need joined."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404

from catalogue.models import Product

PER_PAGE = 24
# The market's own region: its provinces come first.
REGION = "MA-07"


def listings() -> QuerySet[Product]:
    return Product.objects.visible().select_related("cooperative__province", "cooperative__city", "product_class")


def page_of(rows: QuerySet[Product], number: str) -> Page:
    """The page of that number. Raises Http404 for one that does not exist."""
    pages = Paginator(rows, PER_PAGE)
    if not number.isdecimal() or not 1 <= int(number) <= pages.num_pages:
        raise Http404
    return pages.page(int(number))

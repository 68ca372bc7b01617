"""The buyer's invoices, on the order's page and in her account."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from marketplace.money.models import BuyerIdentity, Paper
from marketplace.money.models.paper import PaperQuerySet
from marketplace.pages.papers import PaperLink, links_of, papers_of_parts
from marketplace.shop.order.models import Order


def papers_of(order: Order) -> PaperQuerySet:
    """What the buyer of this order may open."""
    return Paper.objects.of_order(order.pk)


def links(order: Order, secret: str, papers: Iterable[Paper]) -> list[PaperLink]:
    """With the addresses below the order's own."""
    return links_of(
        papers,
        open_at=lambda paper: reverse("storefront:paper", args=[order.number, secret, paper.pk]),
        make_at=lambda paper: reverse("storefront:paper-make", args=[order.number, secret, paper.pk]),
    )


def by_part(order: Order, secret: str, part_ids: Iterable[int]) -> dict[int, list[PaperLink]]:
    """part id -> its invoice and credit notes."""
    found = papers_of_parts(papers_of(order), part_ids)
    return {part_id: links(order, secret, papers) for part_id, papers in found.items()}


def of_orders(secrets: dict[int, tuple[Order, str]]) -> dict[int, list[PaperLink]]:
    """order id -> its papers, for a list of orders: two queries for all. secrets: order id -> (order, secret)."""
    found: dict[int, list[PaperLink]] = {}
    papers = Paper.objects.numbered().filter(part__order__in=list(secrets)).with_files()
    for paper in sorted(papers, key=lambda paper: (paper.issued_at, paper.pk)):
        order, secret = secrets[paper.part.order_id]
        found.setdefault(order.pk, []).extend(links(order, secret, [paper]))
    return found


def company_of(order: Order) -> dict[str, str]:
    """For which company the invoices are; empty for a private person."""
    fields = ("name", "ice")
    return BuyerIdentity.objects.filter(order=order).values(*fields).first() or dict.fromkeys(fields, "")

"""What the seller pages read of papers, always through one cooperative's own."""

from __future__ import annotations

from django.core.paginator import Page
from django.urls import reverse

from cooperatives.models import Cooperative
from marketplace.money.models import Paper, PayoutLine, TaxIdentity
from marketplace.money.services.payout_statement import payout_statement
from marketplace.pages.papers import PaperLink, links_of, papers_of_parts, papers_page
from marketplace.shop.order.models import CooperativeOrder


def links(cooperative: Cooperative, papers: list[Paper]) -> list[PaperLink]:
    """With the addresses of this door."""
    return links_of(
        papers,
        open_at=lambda paper: reverse("seller:paper", args=[cooperative.slug, paper.pk]),
        make_at=lambda paper: reverse("seller:paper-make", args=[cooperative.slug, paper.pk]),
    )


def of_part(part: CooperativeOrder) -> list[PaperLink]:
    """Invoice, credit notes and the newest slips of a part."""
    papers = papers_of_parts(Paper.objects.of(part.cooperative), [part.pk])
    return links(part.cooperative, papers[part.pk])


def of_payout(line: PayoutLine) -> list[PaperLink]:
    """Its statement, once its money has left."""
    paper = payout_statement(line)
    return links(line.cooperative, [paper]) if paper else []


def page_of(cooperative: Cooperative, number: str | None) -> Page:
    """A page of PaperLink: the papers of the accounts."""
    page = papers_page(Paper.objects.of(cooperative), number)
    page.object_list = links(cooperative, page.object_list)
    return page


def identity_of(cooperative: Cooperative) -> dict[str, str]:
    """The numbers as they are kept; empty ones are not known yet."""
    fields = ("ice", "fiscal_id", "trade_tax")
    return TaxIdentity.objects.filter(cooperative=cooperative).values(*fields).first() or dict.fromkeys(fields, "")

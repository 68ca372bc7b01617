"""A cooperative's papers with the addresses of the delegation's door."""

from __future__ import annotations

from django.core.paginator import Page
from django.urls import reverse
from django.utils import timezone

from cooperatives.models import Cooperative
from marketplace.money.models import Paper, VatStatus
from marketplace.money.services.tax import vat_statuses
from marketplace.pages.papers import links_of, papers_page


def vat_of(cooperative: Cooperative) -> VatStatus:
    """What holds today; `confirmed` is False while it is only assumed."""
    return vat_statuses([cooperative.pk], timezone.localdate())[cooperative.pk]


def page_of(cooperative: Cooperative, number: str | None) -> Page:
    """A page of PaperLink."""
    page = papers_page(Paper.objects.of(cooperative), number)
    page.object_list = links_of(
        page.object_list,
        open_at=lambda paper: reverse("delegation:paper", args=[cooperative.slug, paper.pk]),
        make_at=lambda paper: reverse("delegation:paper-make", args=[cooperative.slug, paper.pk]),
    )
    return page

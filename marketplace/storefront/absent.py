"""Why a page that was there is not: a cooperative that is stopped says so, instead of a bare "nothing here"."""

from __future__ import annotations

from django.http import Http404

from catalogue.choices import State
from catalogue.models import Product

from .storefronts import GONE, NotSelling


def why_absent(pk: int) -> Http404:
    """What to raise for a listing that is not visible: NotSelling when its cooperative alone is the cause."""
    live = Product.objects.filter(pk=pk, state=State.LIVE, is_public=True)
    return NotSelling() if live.filter(cooperative__status__in=GONE).exists() else Http404()

"""Why an order was not placed, told to the shopper: which goods, what is left of them, what they cost now."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from marketplace.formats import price_text
from marketplace.shop.basket import BasketView
from marketplace.shop.basket.contents import BasketLine, Problem
from marketplace.shop.order.services.place import TotalRose


def tell_rise(request: HttpRequest, error: TotalRose) -> None:
    """Each line that rose with both prices; else (delivery, a code that ended) that the total did."""
    messages.warning(request, _("A price has risen since you looked. Please check the new total."))
    for rise in error.risen:
        prices = {"was": _price(rise.was), "now": _price(rise.line.unit_price)}
        text = _("%(title)s: it was %(was)s, it is %(now)s now.") % {"title": rise.line.listing.title, **prices}
        messages.warning(request, text)


def tell_blocked(request: HttpRequest, contents: BasketView) -> None:
    """Nothing was ordered: what is gone or too little, by name."""
    scarce = [line for line in contents.lines if line.problem in (Problem.SOLD_OUT, Problem.NOT_ENOUGH)]
    text = _("Some goods in your basket cannot be bought now: see below. Nothing was ordered.")
    if scarce and request.method == "POST":
        text = _("Somebody was quicker. Nothing was ordered, and nothing that you typed is lost.")
    for words in [text, *map(_left, scarce)]:
        messages.error(request, words)


def _left(line: BasketLine) -> str:
    if line.problem == Problem.SOLD_OUT:
        return _("%(title)s: sold out.") % {"title": line.listing.title}
    count = {"title": line.listing.title, "count": line.available}
    return ngettext("%(title)s: only %(count)d is left.", "%(title)s: only %(count)d are left.", line.available) % count


def _price(amount) -> str:
    return price_text(amount, get_language())

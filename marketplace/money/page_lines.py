"""An order as the lines of a payment page, which add up to its total exactly."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from marketplace.centimes import allocate, centimes
from marketplace.shop.order.models import CooperativeOrder, Line, Order

from .gateways.words import PageLine

# A payment page takes no more; beyond that, one line for each cooperative.
MOST_LINES = 100


def asked_amount(total_centimes: int) -> int:
    """What the payment page asks for, in the smallest unit of its currency, rounded half up."""
    if settings.STRIPE_CURRENCY == "mad":
        return total_centimes
    return int((total_centimes / settings.STRIPE_MAD_PER_UNIT).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def page_lines(order: Order, *, asked: int) -> list[PageLine]:
    """One line per line of the order with its discounts taken off (a gateway takes no negative amounts), and one per
    delivery charge. asked: what they add up to, in the smallest unit of the page's currency.
    """
    parts = list(order.parts.prefetch_related("lines").order_by("position"))
    with translation.override(order.language):
        lines = [line for part in parts for line in _of_part(part, order.language)]
        if len(lines) > MOST_LINES:
            lines = [PageLine(part.cooperative_name, centimes(part.total)) for part in parts]
    if sum(line.amount * line.quantity for line in lines) == asked:
        return lines
    shares = allocate(asked, {index: line.amount * line.quantity for index, line in enumerate(lines)})
    return [PageLine(_counted(line.name, line.quantity), shares[index]) for index, line in enumerate(lines)]


def _of_part(part: CooperativeOrder, language: str) -> list[PageLine]:
    lines = [_line(line, language) for line in sorted(part.lines.all(), key=lambda line: line.pk)]
    if part.delivery_charge:
        name = _("Delivery: %(cooperative)s") % {"cooperative": part.cooperative_name}
        lines.append(PageLine(name, centimes(part.delivery_charge)))
    return lines


def _line(line: Line, language: str) -> PageLine:
    """As so many of one price where the discount divides evenly, else as one thing."""
    title, amount = line.title_in(language), centimes(line.price_of(line.quantity, first=0))
    if amount % line.quantity:
        return PageLine(_counted(title, line.quantity), amount)
    return PageLine(title, amount // line.quantity, line.quantity)


def _counted(name: str, quantity: int) -> str:
    return f"{quantity} × {name}" if quantity > 1 else name

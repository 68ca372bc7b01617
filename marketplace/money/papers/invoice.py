"""The snapshot of an invoice, and of a credit note that takes back some of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from marketplace.centimes import centimes, portion
from marketplace.money.tax import tax_split
from marketplace.shop.order.models import CooperativeOrder, Line, ParcelLine

from .snapshot import buyer_of, day, in_all_languages, seller_of, titles_of


@dataclass(frozen=True)
class CreditLine:
    """What a refund takes back of one line.

    gross: centimes off the invoice, tax included and before the market's share. by_market: centimes of it that the
    market had paid and gets back; the buyer gets the rest.
    """

    line_id: int
    units: int
    gross: int
    by_market: int = 0


class CreditTooLarge(ValueError):
    """More than the invoice says, or than earlier credit notes left of it."""


def invoice_data(part: CooperativeOrder) -> dict:
    """All that a cooperative's invoice says of what was delivered of its part."""
    delivered = units_delivered(part)
    lines = [_line(line, delivered[line.pk]) for line in _lines(part) if delivered[line.pk]]
    delivery = _delivery(part)
    return {
        "seller": seller_of(part.cooperative),
        "buyer": buyer_of(part.order),
        "order": part.number,
        "placed_on": day(part.placed_at),
        "delivered_on": day(part.delivered_at),
        "payment": part.order.payment_method,
        "lines": lines,
        "delivery": delivery,
        **_sums(lines, delivery),
        "mentions": _mentions(part, lines, delivery),
        "confirmed": _confirmed(part, lines, delivery),
    }


def credit_data(
    *, invoice: dict, label: str, issued_on: str, earlier: Iterable[dict], lines: Sequence[CreditLine],
    delivery: int, reason: str | Promise | Mapping[str, str],
) -> dict:  # fmt: skip
    """A credit note over an invoice's snapshot. delivery: centimes given back of the charge.

    Raises CreditTooLarge.
    """
    _check(invoice, list(earlier), lines, delivery)
    invoiced = {row["line"]: row for row in invoice["lines"]}
    rows = [_credit_row(invoiced[one.line_id], one) for one in lines]
    charge = _taxed(delivery, invoice["delivery"]["rate_bps"]) | {"gross": delivery} if delivery else None
    kept = ("seller", "buyer", "order", "placed_on", "delivered_on", "payment", "mentions", "confirmed")
    return {
        **{name: invoice[name] for name in kept},
        "corrects": {"label": label, "on": issued_on},
        "reason": in_all_languages(reason),
        "lines": rows,
        "delivery": charge,
        **_sums(rows, charge),
    }


def units_delivered(part: CooperativeOrder) -> Counter[int]:
    """line id -> units in parcels that arrived; a refused parcel never did."""
    rows = ParcelLine.objects.filter(parcel__part=part, parcel__delivered_at__isnull=False)
    total: Counter[int] = Counter()
    for line_id, quantity in rows.values_list("line_id", "quantity"):
        total[line_id] += quantity
    return total


def _lines(part: CooperativeOrder) -> list[Line]:
    return list(part.lines.select_related("tax").order_by("pk"))


def _line(line: Line, units: int) -> dict:
    """One row. The cooperative's own code lowers the price; the market's is paid by the market, so it does not."""
    unit = centimes(line.unit_price_incl_tax)
    own, market = (_portion(amount, line, units) for amount in (line.discount_own, line.discount_market))
    gross = unit * units - own
    return {
        "line": line.pk,
        "title": titles_of(line),
        "units": units,
        "unit": unit,
        "off": own,
        "gross": gross,
        "by_market": market,
        **_taxed(gross, line.tax.rate_bps),
    }


def _portion(amount, line: Line, units: int) -> int:
    """Centimes of a line's discount that fall to its first units, as its parcels share it (Line.price_of)."""
    return portion(centimes(amount), whole=line.quantity, first=0, count=units)


def _delivery(part: CooperativeOrder) -> dict | None:
    """The charge, with its own rate."""
    gross = centimes(part.delivery_charge)
    return {"gross": gross, **_taxed(gross, part.delivery_tax.rate_bps)} if gross else None


def _taxed(gross: int, rate_bps: int) -> dict:
    split = tax_split(gross, rate_bps)
    return {"rate_bps": rate_bps, "net": split.net, "tax": split.tax}


def _sums(lines: list[dict], delivery: dict | None) -> dict:
    """By rate and in all. Taxes are rounded per row, so the sums of the rows are the sums of the paper."""
    rows = [*lines, *([delivery] if delivery else [])]
    rates: dict[int, dict[str, int]] = defaultdict(lambda: {"net": 0, "tax": 0, "gross": 0})
    for row in rows:
        for name in ("net", "tax", "gross"):
            rates[row["rate_bps"]][name] += row[name]
    gross, by_market = sum(row["gross"] for row in rows), sum(row["by_market"] for row in lines)
    return {
        "rates": [{"rate_bps": rate, **sums} for rate, sums in sorted(rates.items(), reverse=True)],
        "gross": gross,
        "by_market": by_market,
        "due": gross - by_market,
    }


def _mentions(part: CooperativeOrder, lines: list[dict], delivery: dict | None) -> list[dict[str, str]]:
    """Why nothing is charged on what is exempt, each reason once."""
    found = [line.tax.mention for line in _lines(part) if line.pk in {row["line"] for row in lines}]
    found += [part.delivery_tax.mention] if delivery else []
    return [words for index, words in enumerate(found) if words and words not in found[:index]]


def _confirmed(part: CooperativeOrder, lines: list[dict], delivery: dict | None) -> bool:
    """Whether the office has read every rate and status that this paper stands on."""
    shown = {row["line"] for row in lines}
    goods = all(line.tax.confirmed for line in _lines(part) if line.pk in shown)
    return goods and (delivery is None or part.delivery_tax.confirmed)


def _credit_row(row: dict, credit: CreditLine) -> dict:
    return {
        "line": credit.line_id,
        "title": row["title"],
        "units": credit.units,
        "unit": row["unit"],
        "off": 0,
        "gross": credit.gross,
        "by_market": credit.by_market,
        **_taxed(credit.gross, row["rate_bps"]),
    }


def _check(invoice: dict, earlier: list[dict], lines: Sequence[CreditLine], delivery: int) -> None:
    """Nothing below zero, nothing twice, and never more than what earlier credit notes left."""
    left: Counter[tuple[int, str]] = Counter()
    for row in invoice["lines"]:
        for name in ("units", "gross", "by_market"):
            left[row["line"], name] += row[name]
    for row in (row for data in earlier for row in data["lines"]):
        for name in ("units", "gross", "by_market"):
            left[row["line"], name] -= row[name]
    for one in lines:
        for name in ("units", "gross", "by_market"):
            left[one.line_id, name] -= getattr(one, name)
    charges = [data["delivery"]["gross"] for data in earlier if data["delivery"]]
    left_of_delivery = (invoice["delivery"]["gross"] if invoice["delivery"] else 0) - sum(charges) - delivery
    negative = delivery < 0 or any(min(one.units, one.gross, one.by_market) < 0 for one in lines)
    nothing = not delivery and not any(one.gross for one in lines)
    if negative or nothing or left_of_delivery < 0 or any(amount < 0 for amount in left.values()):
        raise CreditTooLarge

"""Who bears what goes back, as rows of the book: the same for a refund and for what a bank takes back."""

from __future__ import annotations

from collections.abc import Sequence

from marketplace.money.book import Row, account_of_carrier, account_of_cooperative, account_of_market
from marketplace.money.choices import AccountKind, EntryKind
from marketplace.money.models import Account
from marketplace.money.refund_choices import Liable
from marketplace.money.services.sale import line_rows
from marketplace.money.taking_back import Taken
from marketplace.shop.delivery.models import Carrier
from marketplace.shop.order.models import CooperativeOrder


def bearer_of(liable: str, carrier: Carrier | None) -> Account | None:
    """Whose account bears it; None: the cooperative's own, which gives back its share. The market where nobody else."""
    if liable == Liable.COOPERATIVE:
        return None
    is_carrier = liable == Liable.CARRIER and carrier is not None
    return account_of_carrier(carrier) if is_carrier else account_of_market(AccountKind.PLATFORM)


def back_rows(part: CooperativeOrder, taken: Sequence[Taken], delivery: int, *, bearer: Account | None) -> list[Row]:
    """All but where the money leaves. delivery: centimes of the charge. A cooperative that bears it has its commission
    written back, and the market what it gave to a discount."""
    if bearer is not None:
        rows = [Row(bearer, EntryKind.BORNE, -one.money.paid, one.line.pk) for one in taken]
        return [*rows, Row(bearer, EntryKind.BORNE, -delivery)]
    holder, market = account_of_cooperative(part.cooperative), account_of_market(AccountKind.PLATFORM)
    rows = [row for one in taken for row in line_rows(one.line, one.money, holder=holder, market=market, sign=-1)]
    return [*rows, Row(holder, EntryKind.DELIVERY, -delivery)]

"""Tax rates by the delegation: a new rate is a new row from a day on; one that has begun is never changed."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from marketplace.audit.models import record
from marketplace.money.models import TaxRate
from marketplace.money.services.commission import BegunAlready


class RateThere(Exception):
    """There is a rate of the same thing from the same day on: that one is taken back first."""


class WordsMissing(Exception):
    """Papers print why something is exempt, and nothing says so yet."""


@transaction.atomic
def tax_rate_add(
    *, scope: str, code: str, rate_bps: int, since: date, name: str, by, mention: dict[str, str] | None = None
) -> TaxRate:
    """A rate that the office confirmed, from this day on; orders placed before keep theirs.

    code: of the class or category; empty for deliveries and for everything else. rate_bps: basis points, 2000 is 20 %.
    mention: language -> words that papers print where it is 0; without them, those that hold for the same thing so far.
    Raises BegunAlready for a day before today; RateThere; WordsMissing.
    """
    if since < timezone.localdate():
        raise BegunAlready(since)
    same = TaxRate.objects.filter(scope=scope, code=code, product=None)
    before = same.in_force(since).first()
    words = {} if rate_bps else mention or (before.mention if before else {})
    if not rate_bps and not words:
        raise WordsMissing
    try:
        with transaction.atomic():
            rate = TaxRate.objects.create(
                scope=scope, code=code, rate_bps=rate_bps, since=since, name=name, mention=words, confirmed=True
            )
    except IntegrityError:
        if same.filter(since=since).exists():
            raise RateThere(since) from None
        raise
    record(who=by, what="money.tax_rate", about=rate, after=_values(rate))
    return rate


@transaction.atomic
def tax_rate_withdraw(*, rate_id: int, by) -> None:
    """Take back a rate that has not begun. Raises BegunAlready; one that is gone already is no matter."""
    rate = TaxRate.objects.select_for_update(of=("self",)).filter(pk=rate_id).first()
    if rate is None:
        return
    if rate.since <= timezone.localdate():
        raise BegunAlready(rate.since)
    record(who=by, what="money.tax_rate_withdrawn", about=rate, before=_values(rate))
    rate.delete()


def _values(rate: TaxRate) -> dict:
    return {"scope": rate.scope, "code": rate.code, "rate_bps": rate.rate_bps, "since": rate.since.isoformat()}

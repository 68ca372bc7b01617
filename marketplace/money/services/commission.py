"""Commission rules: a new rate is a new rule from a day on; one that has begun is never changed."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from catalogue.models import Category
from cooperatives.models import Cooperative
from marketplace.audit.models import record
from marketplace.money.models import CommissionRule


class BegunAlready(Exception):
    """What was sold since then keeps the rate of its day."""


@transaction.atomic
def commission_rule_add(
    *,
    rate_bps: int,
    starts_on: date,
    by,
    ends_on: date | None = None,
    cooperative: Cooperative | None = None,
    category: Category | None = None,
) -> CommissionRule:
    """rate_bps: basis points, 1000 is 10 %. Raises BegunAlready for a first day before today."""
    if starts_on < timezone.localdate():
        raise BegunAlready(starts_on)
    rule = CommissionRule.objects.create(
        rate_bps=rate_bps, starts_on=starts_on, ends_on=ends_on, cooperative=cooperative, category=category
    )
    record(who=by, what="commission.added", about=rule, after=_values(rule))
    return rule


@transaction.atomic
def commission_rule_withdraw(*, rule_id: int, by) -> None:
    """Take back a rule that has not begun. Raises BegunAlready; one that is gone already is no matter."""
    rule = CommissionRule.objects.select_for_update(of=("self",)).filter(pk=rule_id).first()
    if rule is None:
        return
    if rule.starts_on <= timezone.localdate():
        raise BegunAlready(rule.starts_on)
    record(who=by, what="commission.withdrawn", about=rule, before=_values(rule))
    rule.delete()


def _values(rule: CommissionRule) -> dict:
    return {
        "rate_bps": rule.rate_bps,
        "starts_on": rule.starts_on.isoformat(),
        "ends_on": rule.ends_on.isoformat() if rule.ends_on else None,
        "cooperative": rule.cooperative_id,
        "category": rule.category_id,
    }

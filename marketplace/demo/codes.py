"""Codes to try in the demo shop: the market's, a cooperative's own, and one that is over."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from cooperatives.models import Cooperative
from marketplace.accounts.models import User
from marketplace.shop.voucher.choices import VoucherKind
from marketplace.shop.voucher.models import Voucher
from marketplace.shop.voucher.services import voucher_create

DELEGATION, SELLER = "delegation@example.com", "couscous@example.com"


@transaction.atomic
def codes_load() -> int:
    """Add what is missing; returns how many."""
    now, seller = timezone.now(), User.objects.get(email=SELLER)
    own = Cooperative.objects.selling().filter(memberships__user=seller).order_by("slug").first()
    wanted = {
        "MARHABA": {"kind": VoucherKind.AMOUNT, "value": Decimal(20), "least_goods": Decimal(150), "days": (-20, 60)},
        "AID2026": {"kind": VoucherKind.PERCENT, "value": Decimal(5), "days": (-200, -150), "most_uses": 500},
        "SEMOULE10": {"kind": VoucherKind.PERCENT, "value": Decimal(10), "days": (-5, 30), "cooperative": own},
    }
    missing = wanted.keys() - set(Voucher.objects.filter(code__in=wanted).values_list("code", flat=True))
    people = {True: User.objects.get(email=DELEGATION), False: seller}
    for code in sorted(missing):
        fields = wanted[code]
        first, last = (now + timedelta(days=days) for days in fields.pop("days"))
        voucher_create(by=people["cooperative" not in fields], code=code, starts_at=first, ends_at=last, **fields)
    return len(missing)

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from marketplace.shop.voucher.choices import VoucherKind
from marketplace.shop.voucher.models import Voucher
from marketplace.shop.voucher.services import voucher_create


def make_voucher(code: str = "SOUK10", **fields) -> Voucher:
    """The market's: 10 MAD off, since yesterday, for a month."""
    now = timezone.now()
    defaults = {
        "kind": VoucherKind.AMOUNT,
        "value": Decimal(10),
        "starts_at": now - timedelta(days=1),
        "ends_at": now + timedelta(days=30),
        "by": None,
    }
    return voucher_create(code=code, **{**defaults, **fields})

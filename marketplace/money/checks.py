"""Settings that would make the till ask for a wrong amount."""

from __future__ import annotations

from django.conf import settings
from django.core.checks import Error, register


@register()
def another_currency_needs_its_rate(app_configs, **kwargs) -> list[Error]:
    """100.00 MAD must never be asked as 100.00 of something else."""
    if settings.STRIPE_CURRENCY == "mad" or settings.STRIPE_MAD_PER_UNIT > 1:
        return []
    words = f"STRIPE_CURRENCY is {settings.STRIPE_CURRENCY!r}: say in STRIPE_MAD_PER_UNIT how many MAD one of it is."
    return [Error(words, id="money.E001")]

"""Where a shopper goes to pay by card."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit


def payment_origin(environ: Mapping[str, str]) -> str:
    """Origin of the payment page, which the pay button's form may lead to (Content-Security-Policy, form-action)."""
    if environ.get("STRIPE_TEST_SERVER") != "1" or not environ.get("STRIPE_API_BASE"):
        return "https://checkout.stripe.com"
    address = urlsplit(environ["STRIPE_API_BASE"])
    return f"{address.scheme}://{address.netloc}"

"""Requests against the library's own types: what Stripe does not know is refused, by name."""

from __future__ import annotations

import pytest
import stripe

from marketplace.testpay.api import ROUTES
from marketplace.testpay.decode import decode
from marketplace.testpay.errors import ApiError
from marketplace.testpay.params import check, fields, params_type

LINE = {"price_data": {"currency": "mad", "unit_amount": 500, "product_data": {"name": "x"}}}

PRICE = "line_items[0][price_data]"


def refusal(opened, **given: object) -> tuple[str | None, str | None]:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        opened(**given)
    assert refused.value.http_status == 400
    return refused.value.code, refused.value.param


@pytest.mark.parametrize(
    ("given", "code", "param"),
    [
        ({"colour": "red"}, "parameter_unknown", "colour"),
        ({"line_items": [{"price_data": {**LINE["price_data"], "tax": 1}}]}, "parameter_unknown", f"{PRICE}[tax]"),
        ({"line_items": [{"price_data": {"unit_amount": 5}}]}, "parameter_missing", f"{PRICE}[currency]"),
        ({"line_items": [LINE | {"quantity": "two"}]}, "parameter_invalid_integer", "line_items[0][quantity]"),
        ({"line_items": "all"}, None, "line_items"),
        ({"mode": "gift"}, None, "mode"),
        ({"locale": "ar"}, None, "locale"),
        ({"expires_at": 1.5}, "parameter_invalid_integer", "expires_at"),
        ({"metadata": "x"}, None, "metadata"),
        ({"client_reference_id": ""}, "parameter_invalid_empty", "client_reference_id"),
        ({"client_reference_id": {"a": 1}}, None, "client_reference_id"),
        ({"payment_method_types": ["card"]}, "parameter_unknown", "payment_method_types"),
    ],
)  # fmt: skip
def test_what_stripe_would_not_take_is_refused_by_name(opened, given, code, param):
    assert refusal(opened, **given) == (code, param)


def test_what_stripe_takes_and_this_server_does_not_play_is_refused_too(opened):
    """Else a test would pass on what nobody did."""
    assert refusal(opened, allow_promotion_codes=True) == (None, "allow_promotion_codes")
    assert refusal(opened, mode="subscription") == (None, "mode")
    assert refusal(opened, allowed_payment_method_types=["card", "paypal"])[1] == "allowed_payment_method_types"


@pytest.mark.parametrize("url", ["ftp://shop.example/", "/paid"])
def test_an_address_must_be_one(opened, url):
    assert refusal(opened, success_url=url) == ("url_invalid", "success_url")


def test_a_total_below_the_least_is_refused(opened):
    tiny = {"price_data": {"currency": "mad", "unit_amount": 499, "product_data": {"name": "x"}}}
    assert refusal(opened, line_items=[tiny]) == ("amount_too_small", "line_items")


def test_metadata_has_stripes_bounds(opened):
    assert refusal(opened, metadata={f"key{n}": "x" for n in range(51)}) == (None, "metadata")
    assert refusal(opened, metadata={"key": "x" * 501}) == (None, "metadata")


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.params}")
def test_every_address_has_types_of_the_library_that_can_be_read(route):
    known = fields(params_type(route.params))
    assert "expand" in known.hints
    assert "idempotency_key" not in known.hints


def test_nesting_is_decoded_and_typed():
    given = decode("limit=3&created[gte]=10&expand[0]=data.charge&expand[]=data.payment_intent")
    assert check(given, "RefundListParams") == {
        "limit": 3,
        "created": {"gte": 10},
        "expand": ["data.charge", "data.payment_intent"],
    }


@pytest.mark.parametrize("text", ["a=1&a[b]=2", "a[b]=2&a=1", "a[b=1", "[a]=1", "a]b=1"])
def test_brackets_that_make_no_sense_are_refused(text):
    with pytest.raises(ApiError):
        decode(text)


def test_an_unplayed_filter_of_a_list_is_refused_rather_than_ignored(server):
    with pytest.raises(stripe.InvalidRequestError) as refused:
        server.client().v1.charges.list({"customer": "cus_1"})
    assert refused.value.param == "customer"


def test_what_cannot_be_expanded_is_refused(server, opened):
    session = opened()
    for path in ("colour", "metadata", "payment_intent.latest_charge.balance_transaction.source.charge"):
        with pytest.raises(stripe.InvalidRequestError):
            server.client().v1.checkout.sessions.retrieve(session.id, {"expand": [path]})

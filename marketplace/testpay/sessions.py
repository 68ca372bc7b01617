"""Checkout Sessions: open until they are complete or expired, and never both."""

from __future__ import annotations

from typing import Any

from .errors import ApiError, missing
from .events import emit
from .intents import intent_cancel
from .state import Change, Thing, new_id

SHORTEST, LONGEST = 30 * 60, 24 * 3600  # seconds from creation to expiry that Stripe takes
SMALLEST = 500  # centimes; about the half dollar below which Stripe takes no payment
_MOST_LINES = 100
# What this server plays; whatever else the library knows is refused, so that no test passes on what is ignored.
_PLAYED = {
    *("adaptive_pricing", "allowed_payment_method_types"),
    *("cancel_url", "client_reference_id", "currency", "customer_email", "expand"),
    *("expires_at", "line_items", "locale", "metadata", "mode", "payment_intent_data", "submit_type", "success_url"),
    "ui_mode",
}
_PLAYED_INTENT = {
    *("description", "metadata", "receipt_email", "shipping"),
    *("statement_descriptor", "statement_descriptor_suffix", "transfer_group"),
}


def session_create(change: Change, params: dict[str, Any]) -> Thing:
    """Raises ApiError for what Stripe refuses, and for what this server does not play."""
    _only_played(params, _PLAYED, "")
    _only_played(params.get("payment_intent_data", {}), _PLAYED_INTENT, "payment_intent_data")
    _check(change, params)
    lines = [_line(line, number) for number, line in enumerate(params["line_items"])]
    return change.save(_session(change, params, lines))


def session_current(change: Change, name: str, *, param: str = "session") -> Thing:
    """The session as it is now. Raises ApiError when there is none."""
    session = change.get("checkout.session", name)
    if session is None:
        raise missing("checkout.session", name, param)
    return session


def session_expire(change: Change, session: Thing) -> Thing:
    """End it without payment. Raises ApiError when it is over already."""
    if session["status"] != "open":
        raise ApiError(f"Only an open Checkout Session can be expired; this one is {session['status']}.")
    if session["payment_intent"]:
        intent_cancel(change, change.get("payment_intent", session["payment_intent"]))
    session["status"] = "expired"
    change.save(session)
    emit(change, "checkout.session.expired", session)
    return session


def sessions_expire_due(change: Change) -> None:
    """Whatever is past its time is over, before anybody looks at it."""
    due = "json_extract(body, '$.status') = 'open' AND json_extract(body, '$.expires_at') <= ?"
    for session in change.find("checkout.session", due, [change.now]):
        session_expire(change, session)


def session_complete(change: Change, session: Thing) -> Thing:
    """Its payment has succeeded."""
    details = {"address": None, "email": session["customer_email"], "name": None, "phone": None, "tax_exempt": "none"}
    session |= {"status": "complete", "payment_status": "paid", "customer_details": details | {"tax_ids": []}}
    change.save(session)
    emit(change, "checkout.session.completed", session)
    return session


def _only_played(params: dict[str, Any], played: set[str], inside: str) -> None:
    for name in params:
        if name not in played:
            where = f"{inside}[{name}]" if inside else name
            raise ApiError(f"Stripe knows {where}, but this test server does not play it.", param=where)


def _required(params: dict[str, Any], name: str) -> Any:
    if not params.get(name):
        raise ApiError(f"The parameter {name} is required.", code="parameter_missing", param=name)
    return params[name]


def _check(change: Change, params: dict[str, Any]) -> None:
    if _required(params, "mode") != "payment":
        raise ApiError("This test server plays mode payment only.", param="mode")
    if params.get("allowed_payment_method_types", ["card"]) != ["card"]:
        raise ApiError("This test server plays cards only.", param="allowed_payment_method_types")
    if params.get("ui_mode", "hosted_page") != "hosted_page":
        raise ApiError("This test server plays the hosted page only.", param="ui_mode")
    for name in ("success_url", *(["cancel_url"] if "cancel_url" in params else [])):
        _check_url(_required(params, name), name)
    if len(_required(params, "line_items")) > _MOST_LINES:
        raise ApiError(f"line_items may hold {_MOST_LINES} lines.", param="line_items")
    _check_expiry(change, params)
    _check_words(params)


def _check_url(url: str, param: str) -> None:
    if not url.startswith(("http://", "https://")) or len(url) > 5000:
        raise ApiError(f"{param} is no address.", code="url_invalid", param=param)


def _check_expiry(change: Change, params: dict[str, Any]) -> None:
    ahead = params.get("expires_at", change.now + LONGEST) - change.now
    if not SHORTEST <= ahead <= LONGEST:
        words = "at least 30 minutes" if ahead < SHORTEST else "at most 24 hours"
        raise ApiError(f"expires_at must be {words} from the creation of the Checkout Session.", param="expires_at")


def _check_words(params: dict[str, Any]) -> None:
    if len(params.get("client_reference_id", "")) > 200:
        raise ApiError("client_reference_id may have 200 characters.", param="client_reference_id")
    if "@" not in params.get("customer_email", "@"):
        raise ApiError("customer_email is no e-mail address.", code="email_invalid", param="customer_email")
    check_metadata(params.get("metadata", {}), "metadata")
    check_metadata(params.get("payment_intent_data", {}).get("metadata", {}), "payment_intent_data[metadata]")


def check_metadata(metadata: dict[str, str], param: str) -> None:
    """Stripe's bounds: 50 keys of 40 characters, values of 500. Raises ApiError."""
    if len(metadata) > 50 or any(len(key) > 40 or len(value) > 500 for key, value in metadata.items()):
        raise ApiError(f"{param} is too large: 50 keys of 40 characters, values of 500.", param=param)


def _line(given: dict[str, Any], number: int) -> Thing:
    """One line_item. Raises ApiError for one without a price of its own."""
    where = f"line_items[{number}]"
    _only_played(given, {"price_data", "quantity"}, where)
    if "price_data" not in given:
        raise ApiError(f"{where}[price_data] is required.", code="parameter_missing", param=f"{where}[price_data]")
    price, quantity = given["price_data"], given.get("quantity", 1)
    _only_played(price, {"currency", "product_data", "unit_amount"}, f"{where}[price_data]")
    for name in ("product_data", "unit_amount"):
        if name not in price:
            param = f"{where}[price_data][{name}]"
            raise ApiError(f"{param} is required.", code="parameter_missing", param=param)
    if price["unit_amount"] < 0 or quantity < 1:
        param = f"{where}[quantity]" if quantity < 1 else f"{where}[price_data][unit_amount]"
        raise ApiError(f"{param} is too small.", code="parameter_invalid_integer", param=param)
    return _line_item(price, quantity)


def _line_item(price: dict[str, Any], quantity: int) -> Thing:
    total, currency = price["unit_amount"] * quantity, price["currency"].lower()
    return {
        "id": new_id("li"),
        "object": "item",
        "amount_discount": 0,
        "amount_subtotal": total,
        "amount_tax": 0,
        "amount_total": total,
        "currency": currency,
        "description": price["product_data"]["name"],
        "metadata": {},
        "price": {
            "id": new_id("price"),
            "object": "price",
            "active": False,
            "currency": currency,
            "livemode": False,
            "product": new_id("prod"),
            "type": "one_time",
            "unit_amount": price["unit_amount"],
            "unit_amount_decimal": str(price["unit_amount"]),
        },
        "quantity": quantity,
    }


def _currency(params: dict[str, Any], lines: list[Thing]) -> str:
    currencies = {line["currency"] for line in lines} | {params.get("currency", lines[0]["currency"]).lower()}
    if len(currencies) > 1 or not all(len(code) == 3 and code.isascii() and code.isalpha() for code in currencies):
        raise ApiError("All lines must be in one currency of three letters.", param="line_items")
    return currencies.pop()


def _total(lines: list[Thing]) -> int:
    total = sum(line["amount_total"] for line in lines)
    if total < SMALLEST:
        raise ApiError(f"{total} is below the least amount, {SMALLEST}.", code="amount_too_small", param="line_items")
    if total > 99_999_999:
        raise ApiError(f"{total} is above the largest amount.", code="amount_too_large", param="line_items")
    return total


def _session(change: Change, params: dict[str, Any], lines: list[Thing]) -> Thing:
    total = _total(lines)
    given = {name: params.get(name) for name in ("cancel_url", "client_reference_id", "customer_email", "locale")}
    return _EMPTY | given | {
        "id": new_id("cs_test"),
        "allowed_payment_method_types": params.get("allowed_payment_method_types"),
        "amount_subtotal": total,
        "amount_total": total,
        "created": change.now,
        "currency": _currency(params, lines),
        "expires_at": params.get("expires_at", change.now + LONGEST),
        "metadata": {key: value for key, value in params.get("metadata", {}).items() if value},
        "payment_method_types": ["card"],
        "submit_type": params.get("submit_type"),
        "success_url": params["success_url"],
        "ui_mode": params.get("ui_mode", "hosted_page"),
        "_lines": lines,
        "_payment_intent_data": params.get("payment_intent_data", {}),
    }  # fmt: skip


_EMPTY: Thing = {
    "object": "checkout.session",
    "adaptive_pricing": {"enabled": False},
    "after_expiration": None,
    "allow_promotion_codes": None,
    "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
    "billing_address_collection": None,
    "collected_information": None,
    "consent": None,
    "consent_collection": None,
    "currency_conversion": None,
    "custom_fields": [],
    "custom_text": {"after_submit": None, "shipping_address": None, "submit": None},
    "customer": None,
    "customer_creation": "if_required",
    "customer_details": None,
    "discounts": [],
    "invoice": None,
    "livemode": False,
    "mode": "payment",
    "payment_intent": None,
    "payment_link": None,
    "payment_method_collection": "if_required",
    "payment_method_options": {"card": {"request_three_d_secure": "automatic"}},
    "payment_status": "unpaid",
    "permissions": None,
    "phone_number_collection": {"enabled": False},
    "recovered_from": None,
    "saved_payment_method_options": None,
    "setup_intent": None,
    "shipping_address_collection": None,
    "shipping_cost": None,
    "shipping_options": [],
    "status": "open",
    "subscription": None,
    "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
    "wallet_options": None,
}

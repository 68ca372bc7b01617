"""Paying a session with a card, by the page or by a test: once, whoever submits how often."""

from __future__ import annotations

from typing import Any, NamedTuple

from .cards import BANK_REFUSED, CARDS, Card, card_of
from .errors import ApiError
from .intents import intent_ask_bank, intent_fail, intent_of, intent_succeed
from .sessions import session_complete, session_current
from .state import Change, Thing


class Outcome(NamedTuple):
    """What became of an attempt. error: Stripe's words when the card was refused."""

    session: Thing
    error: dict[str, Any] | None = None
    asks_bank: bool = False


def session_pay(change: Change, name: str, number: str) -> Outcome:
    """Try a card. Whoever comes after a success is told of that success, and nothing moves.

    Raises ApiError when the session has expired.
    """
    session = session_current(change, name)
    if session["status"] != "open":
        return _over(session)
    card, intent = card_of(number), intent_of(change, session)
    if card.refusal:
        return Outcome(session, intent_fail(change, intent, card, card.refusal))
    if card.asks_bank:
        session["_card"] = card.number
        change.save(session)
        intent_ask_bank(change, intent, page=f"{change.settings.public_url}/c/pay/{name}/bank")
        return Outcome(session, asks_bank=True)
    intent_succeed(change, intent, card)
    return Outcome(session_complete(change, session))


def session_bank_answer(change: Change, name: str, *, confirmed: bool) -> Outcome:
    """What the cardholder said on the page of her bank. Nothing moves when her bank asks nothing."""
    session = session_current(change, name)
    if session["status"] != "open":
        return _over(session)
    card = _asked(change, session)
    if card is None:
        return Outcome(session)
    intent = intent_of(change, session)
    if not confirmed:
        return Outcome(session, intent_fail(change, intent, card, BANK_REFUSED))
    intent_succeed(change, intent, card)
    return Outcome(session_complete(change, session))


def bank_asks(change: Change, session: Thing) -> bool:
    return session["status"] == "open" and _asked(change, session) is not None


def _asked(change: Change, session: Thing) -> Card | None:
    if not session["payment_intent"]:
        return None
    intent = change.get("payment_intent", session["payment_intent"])
    return CARDS[session["_card"]] if intent["status"] == "requires_action" else None


def _over(session: Thing) -> Outcome:
    if session["status"] == "expired":
        raise ApiError("This Checkout Session has expired.", param="session")
    return Outcome(session)

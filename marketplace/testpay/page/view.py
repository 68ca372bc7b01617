"""What the page's addresses answer. The address of a session is its secret: whoever has it may pay."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from ..exchange import Answer, Request
from ..payments import Outcome, bank_asks, session_bank_answer, session_pay
from ..sessions import sessions_expire_due
from ..state import Change, State, Thing
from .html import View, bank_page, pay_page, word_page
from .words import language_of

_ADDRESS = re.compile(r"/c/pay/(cs_test_[A-Za-z0-9]+)(/bank)?")
_CSP = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'"
_ERRORS = {
    "generic_decline": "error_declined",
    "insufficient_funds": "error_funds",
    "test_mode_live_card": "error_real",
    "incorrect_number": "error_number",
    "payment_intent_authentication_failure": "error_bank",
}


def page_answer(state: State, request: Request) -> Answer:
    if request.path == "/c/pay.css":
        sheet = Path(__file__).with_name("pay.css").read_bytes()
        return Answer(200, sheet, "text/css; charset=utf-8", {"Cache-Control": "no-cache"})
    found = _ADDRESS.fullmatch(request.path)
    with state.transaction() as change:
        sessions_expire_due(change)
        session = change.get("checkout.session", found[1]) if found else None
        if session is None or request.method not in ("GET", "POST"):
            return _html(word_page(_view(request, None), "nothing", None), None, 404)
        return _page(change, request, session, at_bank=bool(found[2]))


def _page(change: Change, request: Request, session: Thing, *, at_bank: bool) -> Answer:
    view, here = _view(request, session), f"/c/pay/{session['id']}"
    if request.method == "POST" and session["status"] != "expired":
        outcome = _post(change, request, session["id"], at_bank=at_bank)
        if outcome.session["status"] == "complete":
            return _redirect(success_url(session), session)
        if outcome.asks_bank:
            return _redirect(view.address(f"{here}/bank"), session)
        session, view = outcome.session, _with_error(view, request, outcome)
    if session["status"] != "open":
        paid = session["status"] == "complete"
        link = success_url(session) if paid else session["cancel_url"]
        return _html(word_page(view, "paid" if paid else "expired", link), session)
    if at_bank and bank_asks(change, session):
        return _html(bank_page(view, session), session)
    return _html(pay_page(replace(view, path=here), session), session)


def _post(change: Change, request: Request, name: str, *, at_bank: bool) -> Outcome:
    """Raises nothing: an expired session was sorted out before."""
    given = {key: values[-1] for key, values in parse_qs(request.body).items()}
    if at_bank:
        return session_bank_answer(change, name, confirmed=given.get("answer") == "confirm")
    return session_pay(change, name, given.get("number", ""))


def _view(request: Request, session: Thing | None) -> View:
    asked = parse_qs(request.query).get("lang", [""])[-1]
    locale = session["locale"] if session else None
    return View(language_of(asked, locale, request.headers.get("accept-language", "")), request.path)


def _with_error(view: View, request: Request, outcome: Outcome) -> View:
    if outcome.error is None:
        return view
    typed = parse_qs(request.body).get("number", [""])[-1]
    name = _ERRORS[outcome.error.get("decline_code") or outcome.error["code"]]
    return replace(view, error=name, typed=typed[:30])


def success_url(session: Thing) -> str:
    return session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"])


def _redirect(address: str, session: Thing) -> Answer:
    return Answer(303, headers={"Location": address, **_policy(session)})


def _html(text: str, session: Thing | None, status: int = 200) -> Answer:
    return Answer(status, text.encode(), "text/html; charset=utf-8", _policy(session))


def _policy(session: Thing | None) -> dict[str, str]:
    return {
        "Content-Security-Policy": f"{_CSP}; form-action {' '.join(_form_targets(session))}",
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }


def _form_targets(session: Thing | None) -> list[str]:
    """Chromium holds form-action against redirects too, so it names the shop."""
    addresses = [session["success_url"], session["cancel_url"]] if session else []
    return ["'self'", *sorted({_origin(address) for address in addresses if address})]


def _origin(address: str) -> str:
    place = urlsplit(address)
    return f"{place.scheme}://{place.netloc}"

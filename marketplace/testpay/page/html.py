"""The page as HTML: no script, no inline style; every value from outside is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from ..cards import grouped
from ..state import Thing
from .words import LANGUAGES, money, words_of

# Card -> the word that says what it does.
_BUTTONS = {
    "4242424242424242": "success",
    "4000002500003155": "secure",
    "4000000000000002": "declined",
    "4000000000009995": "funds",
}


@dataclass(frozen=True)
class View:
    """One answer to one reader. error: name of a word; typed: what stood in the field."""

    language: str
    path: str
    error: str = ""
    typed: str = ""

    def word(self, name: str) -> str:
        return escape(words_of(self.language)[name])

    def address(self, path: str) -> str:
        return f"{path}?lang={self.language}"


def pay_page(view: View, session: Thing) -> str:
    word = view.word
    body = f"""
<h1>{word("title")}</h1>
{_order(view, session)}
<form method="post" action="{view.address(view.path)}" class="card">
{_field(view)}
<button class="pay">{word("pay")} {_amount(view, session)}</button>
</form>
<form method="post" action="{view.address(view.path)}" class="card">
<h2>{word("cards")}</h2>
<ul class="cards">{"".join(_card_button(view, *pair) for pair in _BUTTONS.items())}</ul>
</form>
{_back(view, session)}"""
    return document(view, word("title"), body)


def bank_page(view: View, session: Thing) -> str:
    word = view.word
    body = f"""
<form method="post" action="{view.address(view.path)}" class="card bank">
<h1>{word("bank_title")}</h1>
<p>{word("bank_ask")}</p>
<p class="amount">{_amount(view, session)}</p>
<button class="pay" name="answer" value="confirm">{word("confirm")}</button>
<button class="plain" name="answer" value="refuse">{word("refuse")}</button>
</form>"""
    return document(view, word("bank_title"), body)


def word_page(view: View, name: str, link: str | None) -> str:
    """A page that only says something: paid, expired or nothing."""
    word = view.word
    way_out = f'<p><a class="button" href="{escape(link)}">{word("to_shop")}</a></p>' if link else ""
    title = word(f"{name}_title")
    return document(view, title, f'<div class="card"><h1>{title}</h1><p>{word(name)}</p>{way_out}</div>')


def document(view: View, title: str, body: str) -> str:
    direction = "rtl" if view.language == "ar" else "ltr"
    return f"""<!DOCTYPE html>
<html lang="{view.language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<link rel="stylesheet" href="/c/pay.css">
<link rel="icon" href="data:,">
</head>
<body>
<header class="ribbon"><p>{view.word("test")}</p></header>
<main>{body}
</main>
<nav aria-label="{view.word("language")}"><ul>{"".join(_languages(view))}</ul></nav>
</body>
</html>
"""


def _languages(view: View) -> Iterable[str]:
    for code, name in LANGUAGES.items():
        here = ' aria-current="true"' if code == view.language else ""
        yield f'<li><a href="{view.path}?lang={code}" lang="{code}" hreflang="{code}"{here}>{name}</a></li>'


def _amount(view: View, session: Thing) -> str:
    return f"<bdi>{escape(money(session['amount_total'], session['currency'], view.language))}</bdi>"


def _order(view: View, session: Thing) -> str:
    rows = "".join(_line(view, line) for line in session["_lines"])
    return f"""<section class="card" aria-labelledby="order"><h2 id="order">{view.word("order")}</h2>
<ul class="lines">{rows}</ul>
<p class="total"><span>{view.word("total")}</span> <strong>{_amount(view, session)}</strong></p></section>"""


def _line(view: View, line: Thing) -> str:
    count = f'<bdi dir="ltr">{line["quantity"]} ×</bdi>' if line["quantity"] > 1 else ""
    price = escape(money(line["amount_total"], line["currency"], view.language))
    return f'<li>{count}<span><bdi>{escape(line["description"])}</bdi></span> <bdi class="price">{price}</bdi></li>'


def _field(view: View) -> str:
    error = f'<p id="error" class="error" role="alert">{view.word(view.error)}</p>' if view.error else ""
    told = 'aria-invalid="true" aria-describedby="error help" autofocus' if view.error else 'aria-describedby="help"'
    return f"""<label for="number">{view.word("number")}</label>
{error}
<input id="number" name="number" dir="ltr" inputmode="numeric" autocomplete="off" maxlength="30" required
 placeholder="4242 4242 4242 4242" value="{escape(view.typed)}" {told}>
<p id="help" class="help">{view.word("number_help")}</p>"""


def _card_button(view: View, number: str, name: str) -> str:
    digits = f'<bdi dir="ltr">{grouped(number)}</bdi>'
    return (
        f'<li><button class="plain" name="number" value="{number}">{digits}<span>{view.word(name)}</span></button></li>'
    )


def _back(view: View, session: Thing) -> str:
    if not session["cancel_url"]:
        return ""
    return f'<p class="back"><a href="{escape(session["cancel_url"])}">{view.word("back")}</a></p>'

"""The same page in the other languages."""

from __future__ import annotations

from functools import cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from marketplace.storefront.context import LANGUAGE_NAMES, in_language

register = template.Library()


@register.simple_tag(takes_context=True)
def languages(context: template.Context, *, short: bool = False) -> SafeString:
    """Links to this page in each language; short: by their codes. They stand on every page: only addresses differ."""
    request = context.get("request")
    if request is None:  # part of the offline worker: no page of its own
        return mark_safe("")
    html, address = _links(get_language(), short=short), request.get_full_path()
    for code in LANGUAGE_NAMES:
        html = html.replace(_place(code), conditional_escape(in_language(code, address)))
    return mark_safe(html)  # noqa: S308 - a template's, and escaped addresses


@cache
def _links(language: str, *, short: bool) -> str:
    """With a place for each address. language: the active one."""
    links = [(code, name, _place(code)) for code, name in LANGUAGE_NAMES.items()]
    return render_to_string("elements/languages.html", {"short": short, "links": links})


def _place(code: str) -> str:
    return f"@{code}@"

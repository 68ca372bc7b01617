"""The part of a page's question that makes another page of it, as search engines are told."""

from __future__ import annotations

from django import template
from django.http import QueryDict

register = template.Library()


@register.simple_tag(takes_context=True)
def canonical_query(context: template.Context) -> str:
    """ "?category=honey&page=2": what is listed and which page of it; filters only narrow, so they are left out."""
    shown = context.get("shown")
    query = QueryDict(mutable=True)
    if category := getattr(shown, "category", None):
        query["category"] = category.slug
    number = getattr(getattr(shown, "page", shown), "number", 1)
    if number > 1:
        query["page"] = number
    return f"?{query.urlencode()}" if query else ""

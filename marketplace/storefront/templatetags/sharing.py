"""What a page says of itself where its address is shared (Open Graph)."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.template.base import NodeList, Parser, Token
from django.utils.safestring import mark_safe

from marketplace.storefront.sharing import Poster, poster_of

register = template.Library()

# As Open Graph names languages.
LOCALES = {"fr": "fr_FR", "ar": "ar_AR", "en": "en_GB"}


class KeepNode(template.Node):
    """Renders once what a page uses twice."""

    child_nodelists = ("nodelist",)

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: template.Context) -> str:
        rendered = self.nodelist.render(context).strip()
        context[self.name] = mark_safe(rendered)  # noqa: S308 - the block has escaped it; strip() alone forgets that
        return ""


@register.tag
def keep(parser: Parser, token: Token) -> KeepNode:
    """{% keep page_title %}{% block title %}...{% endblock %}{% endkeep %}: {{ page_title }} is the block, escaped."""
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    return KeepNode(name, nodelist)


@register.simple_tag(takes_context=True)
def poster(context: template.Context) -> Poster:
    """The picture of this page."""
    return poster_of(context.get("shown"))


@register.simple_tag
def site_url() -> str:
    """Where absolute addresses begin."""
    return settings.SITE_URL


@register.filter
def og_locale(language: str) -> str:
    return LOCALES.get(language, language)

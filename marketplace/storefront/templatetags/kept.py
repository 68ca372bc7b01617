"""Parts of pages that are the same on every page: rendered once in each language, then only written out."""

from __future__ import annotations

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.translation import get_language

register = template.Library()


class KeptNode(template.Node):
    """keys: what its words differ by, besides the language; there are few values of these."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, keys: list[FilterExpression]) -> None:
        self.nodelist, self.keys = nodelist, keys
        self.kept: dict[tuple, str] = {}

    def render(self, context: template.Context) -> str:
        key = (get_language(), *(key.resolve(context) for key in self.keys))
        html = self.kept.get(key)
        if html is None:
            html = self.kept[key] = self.nodelist.render(context)
        return html


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """{% kept province.pk %}...{% endkept %}: nothing in it may come from the database, the reader or the address."""
    keys = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, keys)

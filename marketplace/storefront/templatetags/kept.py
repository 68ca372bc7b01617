"""Parts of pages that are the same each time: rendered once in each language, then only written out."""

from __future__ import annotations

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.translation import get_language

register = template.Library()


class KeptNode(template.Node):
    """keys: what its words differ by, besides the language; there are few values of these.

    place: where it is kept, for as long as that lasts; without one, in this node, as long as the process.
    """

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, keys: list[FilterExpression], place: FilterExpression | None = None) -> None:
        self.nodelist, self.keys, self.place = nodelist, keys, place
        self.kept: dict[tuple, str] = {}

    def render(self, context: template.Context) -> str:
        kept = self.place.resolve(context, ignore_failures=True) if self.place else self.kept
        if kept is None:
            return self.nodelist.render(context)
        key = (self, get_language(), *(key.resolve(context) for key in self.keys))
        html = kept.get(key)
        if html is None:
            html = kept[key] = self.nodelist.render(context)
        return html


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """{% kept province.pk %}...{% endkept %}: nothing in it may come from the database, the reader or the address."""
    keys = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    return KeptNode(_until_end(parser, "endkept"), keys)


@register.tag
def kept_in(parser: Parser, token: Token) -> KeptNode:
    """{% kept_in shown.fragments offer.product.pk %}...{% endkept_in %}: kept beside the reading that it shows.

    The first word is a dict that goes with its reading (pagecache/readings.py): what stands in here may come from that
    reading and the keys, not from the reader or the address. Where there is no such thing, nothing is kept.
    """
    place, *keys = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    return KeptNode(_until_end(parser, "endkept_in"), keys, place)


def _until_end(parser: Parser, end: str) -> NodeList:
    nodelist = parser.parse((end,))
    parser.delete_first_token()
    return nodelist

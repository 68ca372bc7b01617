"""What only letters need."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from marketplace.outbox.bands import HEIGHT

register = template.Library()


@register.simple_tag(takes_context=True)
def band(context: template.Context, slug: str, craft: str) -> SafeString:
    """The woven band of a cooperative as a picture inside the letter; nothing without a slug."""
    if not slug:
        return SafeString("")
    return format_html(
        '<img src="cid:{}" alt="" width="600" height="{}" style="display:block;width:100%;height:{}px;border:0">',
        context["bands"].cid(slug, craft), HEIGHT // 2, HEIGHT // 2,
    )  # fmt: skip

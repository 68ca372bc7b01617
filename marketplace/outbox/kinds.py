"""The kinds of message there are. Each package registers its own in its messages.py."""

from __future__ import annotations

from django.template import TemplateDoesNotExist
from django.template.loader import get_template

# What a channel needs at the least to say anything.
_LEAST = {"email": ".subject.txt", "sms": ".sms.txt"}
_templates: dict[str, str] = {}
_secret: set[str] = set()


class UnknownKind(ValueError):
    """Nobody registered this kind of message, or it says nothing by this channel."""


def register(kind: str, template: str | None = None, *, secret: bool = False) -> None:
    """Declare a kind of message.

    secret: the payload holds what opens an account; the row forgets it once the message is sent.
    template: path without ending, "emails/<kind>" when left out. An e-mail is made of <template>.subject.txt,
    .txt and .html, an SMS of <template>.sms.txt.
    Raises ValueError when the kind is already somebody else's.
    """
    template = template or f"emails/{kind}"
    if _templates.setdefault(kind, template) != template:
        raise ValueError(f"the kind {kind!r} is registered twice, with {_templates[kind]!r} and {template!r}")
    if secret:
        _secret.add(kind)


def is_secret(kind: str) -> bool:
    """Whether the row must forget its payload once the message is sent."""
    return kind in _secret


def template_of(kind: str) -> str:
    """Path of the kind's templates, without their endings. Raises UnknownKind."""
    try:
        return _templates[kind]
    except KeyError:
        raise UnknownKind(f"no package registered the message {kind!r}") from None


def speaks(kind: str, channel: str) -> bool:
    """Whether the kind has words for the channel. Raises UnknownKind for a kind nobody registered."""
    try:
        get_template(template_of(kind) + _LEAST[channel])
    except TemplateDoesNotExist:
        return False
    return True

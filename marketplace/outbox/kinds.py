"""The kinds of message there are. Each package registers its own in its messages.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template import TemplateDoesNotExist
from django.template.loader import get_template

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    StrOrPromise = str | _StrPromise

# What a channel needs at the least to say anything.
_LEAST = {"email": ".subject.txt", "sms": ".sms.txt"}
_templates: dict[str, str] = {}
_secret: set[str] = set()
_fleeting: set[str] = set()
_of_others: set[str] = set()
# What a reader may stop, each under a name that she is shown; and which of them a kind belongs to.
_topics: dict[str, StrOrPromise] = {}
_topic_of: dict[str, str] = {}


class UnknownKind(ValueError):
    """Nobody registered this kind of message, or it says nothing by this channel."""


def register_topic(topic: str, label: StrOrPromise) -> None:
    """Declare what a reader may stop by one click. label: what such messages are, as she is shown it."""
    _topics[topic] = label


def register(
    kind: str,
    template: str | None = None,
    *,
    secret: bool = False,
    fleeting: bool = False,
    of_others: bool = False,
    topic: str = "",
) -> None:
    """Declare a kind of message.

    secret: the payload holds what opens an account; the row forgets it once the message is sent.
    fleeting: the row goes once the message is sent: nobody may keep the address.
    of_others: the payload holds what is somebody else's than the reader's; her copy of her data leaves it out.
    topic: one that was registered; a reader may stop its messages, and each says how.
    template: path without ending, "emails/<kind>" when left out. An e-mail is made of <template>.subject.txt,
    .txt and .html, an SMS of <template>.sms.txt.
    Raises ValueError when the kind is already somebody else's, and for a topic that nobody registered.
    """
    if topic and topic not in _topics:
        raise ValueError(f"nobody registered the topic {topic!r}")
    template = template or f"emails/{kind}"
    if _templates.setdefault(kind, template) != template:
        raise ValueError(f"the kind {kind!r} is registered twice, with {_templates[kind]!r} and {template!r}")
    for wanted, kinds in ((secret, _secret), (fleeting, _fleeting), (of_others, _of_others)):
        if wanted:
            kinds.add(kind)
    if topic:
        _topic_of[kind] = topic


def topics() -> dict[str, StrOrPromise]:
    """What a reader may stop: topic -> its name."""
    return dict(_topics)


def topic_of(kind: str) -> str:
    """The topic of a kind; empty for messages that cannot be stopped."""
    return _topic_of.get(kind, "")


def kinds_of(topic: str) -> list[str]:
    """The kinds of message that stop with a topic."""
    return [kind for kind, its in _topic_of.items() if its == topic]


def is_fleeting(kind: str) -> bool:
    """Whether the row goes once the message is sent."""
    return kind in _fleeting


def holds_others(kind: str) -> bool:
    """Whether the payload holds what is somebody else's."""
    return kind in _of_others


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

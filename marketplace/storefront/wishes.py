"""What a person wants to be told, as her page uses it: topic -> whether she wants it."""

from __future__ import annotations

from marketplace.accounts.models import User
from marketplace.accounts.services.profile import profile_set
from marketplace.outbox.kinds import topics
from marketplace.outbox.wishes import refused_topics, topic_start, topic_stop


def wishes_of(user: User) -> dict:
    """The language, and each topic."""
    refused = refused_topics(user.email or user.phone)
    return {"language": user.language, **{topic: topic not in refused for topic in topics()}}


def wishes_set(user: User, wanted: dict) -> User:
    """Keep both."""
    for topic in topics():
        change = topic_start if wanted[topic] else topic_stop
        change(address=user.email or user.phone, topic=topic)
    return profile_set(user=user, name=user.name, language=wanted["language"])

"""What a person says about herself."""

from __future__ import annotations

from ..models import User


def profile_set(*, user: User, name: str, language: str) -> User:
    """Keep the name and the language that messages come in."""
    user.name, user.language = name, language
    user.save(update_fields=["name", "language"])
    return user

"""Passwords that nobody may choose."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .demo import DEMO_PASSWORD


class NotTheDemoPasswordValidator:
    """The demonstration's password is public: it would protect nothing."""

    def validate(self, password: str, user=None) -> None:
        if password == DEMO_PASSWORD:
            raise ValidationError(_("This password is public. Choose another one."), code="password_public")

    def get_help_text(self) -> str:
        return _("It must not be the password of the demonstration.")

"""Checks that keep the demonstration out of production."""

from __future__ import annotations

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

OUR_BACKEND = "marketplace.accounts.backends.AuthenticationBackend"


@register(Tags.security)
def only_the_fenced_backend(app_configs, **kwargs) -> list[CheckMessage]:
    """Any other backend would let the demo accounts in."""
    if list(settings.AUTHENTICATION_BACKENDS) == [OUR_BACKEND]:
        return []
    return [Error(
        "AUTHENTICATION_BACKENDS must be our own backend and nothing else.",
        hint=f"Set it to ['{OUR_BACKEND}']: it refuses the demo accounts where DEMO_SIGN_INS is False.",
        id="accounts.E001",
    )]  # fmt: skip


@register(Tags.security, deploy=True)
def no_demo_sign_ins(app_configs, **kwargs) -> list[CheckMessage]:
    """`check --deploy` fails while the public password opens accounts."""
    if not settings.DEMO_SIGN_INS:
        return []
    return [Error(
        "DEMO_SIGN_INS is True: five accounts with a public password, one of them an administrator, are open.",
        hint="Use marketplace.settings.production, which sets it to False.",
        id="accounts.E002",
    )]  # fmt: skip

"""What accounts tell people: each kind has its words in templates/emails/<kind>.*."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, override

from marketplace.outbox import kinds, sms
from marketplace.outbox.services import tell

from .models import User

CODE = "account_code"
RESET_CODE = "account_reset_code"
EXISTS = "account_exists"
UNKNOWN = "account_unknown"
PASSWORD_CHANGED = "account_password_changed"  # noqa: S105 - a kind of message
EMAIL_CHANGED = "account_email_changed"
EMAIL_REMOVED = "account_email_removed"
CLOSED = "account_closed"

for _kind in (CODE, RESET_CODE):
    kinds.register(_kind, secret=True)
for _kind in (EXISTS, UNKNOWN, PASSWORD_CHANGED, EMAIL_CHANGED, EMAIL_REMOVED):
    kinds.register(_kind)
kinds.register(CLOSED, fleeting=True)  # nobody keeps the address of one who went


def account_tell(*, kind: str, address: str, user: User | None = None, **payload) -> None:
    """Write one message to an e-mail address or, where `address` is a number, to a telephone.

    user: who is told, for her name and language; looked up by the address when it is not known.
    Each is a fact of its own, however like the last one: the event key is never repeated.
    Nothing is written for a telephone where there is no SMS, or where the kind has no words for one.
    """
    channel = "email" if "@" in address else "sms"
    reader = user or User.objects.filter(Q(email=address) | Q(phone=address)).first()
    language = reader.language if reader else _page_language()
    if channel == "sms" and not (sms.available() and kinds.speaks(kind, channel)):
        return
    tell(
        event_key=f"{kind} {uuid4().hex}", kind=kind, channel=channel, address=address, language=language,
        payload={"name": reader.name if reader else "", **_links(language), **payload},
    )  # fmt: skip


def tell_closed(*, address: str, language: str, name: str) -> None:
    """ "Your account is closed": the last message, to an address that is nobody's any more."""
    channel = "email" if "@" in address else "sms"
    if channel == "sms" and not (sms.available() and kinds.speaks(CLOSED, channel)):
        return
    tell(
        event_key=f"{CLOSED} {uuid4().hex}", kind=CLOSED, channel=channel, address=address, language=language,
        payload={"name": name, **_links(language)},
    )  # fmt: skip


def _page_language() -> str:
    language = get_language() or settings.LANGUAGE_CODE
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _links(language: str) -> dict[str, str]:
    """Where to go on, in the reader's language. From SITE_URL: a Host header must not choose a letter's links."""
    with override(language):
        names = {"sign_in_url": "account_login", "sign_up_url": "account_signup", "reset_url": "account_reset_password"}
        return {key: settings.SITE_URL + reverse(name) for key, name in names.items()}

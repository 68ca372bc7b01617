"""Waiting for goods that are sold out: one message when they can be bought again, and the waiting is over."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.utils import timezone

from catalogue.models import Product
from cooperatives.messages import can_be_told
from marketplace.accounts.models import User
from marketplace.outbox.wishes import topic_start

from .. import messages
from ..models import StockAlert

CONFIRM_WITHIN = timedelta(days=7)
# What nobody sews or presses again within a year will not come.
WAIT_AT_MOST = timedelta(days=365)
MOST = 100
_SALT = "marketplace.interest.alert"


class NoWay(Exception):
    """The market cannot write to this person: she has no e-mail address, and it sends no SMS."""


class TooMany(Exception):
    """She waits for MOST things already."""


class BadToken(ValueError):
    """Not a link of ours, or one of an alert that is over."""


@transaction.atomic
def alert_ask(*, user: User, product: Product) -> StockAlert:
    """One tap of somebody who is signed in: her address was proved already. Raises NoWay, TooMany."""
    User.objects.select_for_update().get(pk=user.pk)
    if not can_be_told(user):
        raise NoWay
    if known := StockAlert.objects.filter(user=user, product=product).first():
        return known
    if StockAlert.objects.filter(user=user).count() >= MOST:
        raise TooMany
    topic_start(address=user.email or user.phone, topic=messages.STOCK)
    return StockAlert.objects.create(user=user, product=product, language=user.language, confirmed_at=timezone.now())


@transaction.atomic
def alert_ask_as_guest(*, address: str, language: str, product: Product) -> None:
    """Writes to the address, which must answer before anything else is sent there; a day brings one such letter.

    Nothing tells the asker whether somebody at the address waits already.
    """
    StockAlert.objects.bulk_create(
        [StockAlert(address=address.lower(), product=product, language=language)], ignore_conflicts=True
    )
    alert = StockAlert.objects.select_for_update().get(address=address.lower(), product=product)
    if alert.confirmed_at is None:
        StockAlert.objects.filter(pk=alert.pk).update(asked_at=timezone.now(), language=language)
        alert.language = language
        messages.tell_confirm(alert, token=signing.dumps(alert.pk, salt=_SALT))


def alert_of_token(token: str) -> StockAlert:
    """The alert of a letter's link. Raises BadToken when it is over, or never was."""
    try:
        pk = signing.loads(token, salt=_SALT, max_age=CONFIRM_WITHIN)
    except signing.BadSignature as error:
        raise BadToken from error
    alert = StockAlert.objects.select_related("product__parent", "product__cooperative").filter(pk=pk).first()
    if alert is None:
        raise BadToken(pk)
    return alert


@transaction.atomic
def alert_confirm(*, alert: StockAlert) -> None:
    """The one who reads the address wants it, whatever she stopped before. Doing it again changes nothing."""
    StockAlert.objects.filter(pk=alert.pk, confirmed_at=None).update(confirmed_at=timezone.now())
    topic_start(address=alert.address, topic=messages.STOCK)
    messages.nudge_alerts()


def alert_drop(*, user: User, product_id: int) -> None:
    """She waits no longer."""
    StockAlert.objects.filter(user=user, product=product_id).delete()


def alerts_tell_due(*, limit: int = 100) -> int:
    """Tell those whose goods are back, each in a transaction of its own; returns how many were told."""
    due = list(StockAlert.objects.due().values_list("pk", flat=True)[:limit])
    return sum(_tell(pk) for pk in due)


@transaction.atomic
def _tell(pk: int) -> bool:
    """The message and the end of the alert, both or neither; somebody else's work is left to them."""
    locked = StockAlert.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk)
    alert = locked.select_related("user", "product__parent", "product__cooperative").first()
    if alert is None:
        return False
    messages.tell_back(alert)
    alert.delete()
    return True


def alerts_forget() -> int:
    """Drop what nobody confirmed in a week, and what did not come in a year."""
    now = timezone.now()
    unanswered = StockAlert.objects.filter(confirmed_at=None, asked_at__lt=now - CONFIRM_WITHIN).delete()[0]
    return unanswered + StockAlert.objects.filter(asked_at__lt=now - WAIT_AT_MOST).delete()[0]

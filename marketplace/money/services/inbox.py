"""The inbox: what the gateway reports is stored before anything else, then a worker asks what is true.

Events come late, twice, out of order or never; that is why their content decides nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from marketplace import jobs
from marketplace.money.models import Payment, WebhookEvent
from marketplace.money.payment_choices import EventState
from marketplace.money.services.dispute import dispute_look
from marketplace.money.services.settle import payment_settle

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=4)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=10), timedelta(hours=1)
# About four days with the waits above; the sweep of payments does not depend on it.
MOST_ATTEMPTS = 100
# What an event says about persons is not kept: nothing is read of it but ids.
_PERSONAL = {
    "billing_details",
    "collected_information",
    "customer_details",
    "customer_email",
    "receipt_email",
    "receipt_url",
    "shipping",
    "shipping_details",
    "source",
}


def nudge() -> None:
    """Ask a worker to look at the inbox now."""
    jobs.nudge("money.inbox")


@transaction.atomic
def event_store(*, event: dict) -> bool:
    """Keep an event; returns whether it is new. Raises ValueError for something that is no event."""
    try:
        thing = event["data"]["object"]
        row = WebhookEvent(
            event_id=event["id"],
            type=event["type"],
            object_id=str(thing.get("id") or ""),
            payload=without_persons(event),
            not_before=timezone.now(),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("this is no event") from error
    if not (isinstance(row.event_id, str) and isinstance(row.type, str) and row.event_id):
        raise ValueError("this is no event")
    WebhookEvent.objects.bulk_create([row], ignore_conflicts=True)
    jobs.once_on_commit(nudge)
    return row.pk is not None


def without_persons(value: object) -> object:
    """The same, without what names a person, however deep."""
    if isinstance(value, dict):
        return {key: without_persons(inner) for key, inner in value.items() if key not in _PERSONAL}
    return [without_persons(inner) for inner in value] if isinstance(value, list) else value


def events_handle_due(*, limit: int = 100) -> int:
    """Handle up to `limit` events that are due; returns how many."""
    handled = 0
    while handled < limit and (event := _claim()):
        try:
            _handle(event)
        except Exception as error:  # one event that cannot be handled must not keep the others from it
            logger.warning("Event %s (%s) was not handled", event.event_id, event.type, exc_info=True)
            _put_back(event, error)
        else:
            WebhookEvent.objects.filter(pk=event.pk).update(
                state=EventState.DONE, done_at=timezone.now(), leased_until=None, last_error=""
            )
        handled += 1
    return handled


@transaction.atomic
def _claim() -> WebhookEvent | None:
    now = timezone.now()
    event = WebhookEvent.objects.due(now).select_for_update(skip_locked=True).first()
    if event:
        event.leased_until, event.attempts = now + LEASE, event.attempts + 1
        event.save(update_fields=["leased_until", "attempts"])
    return event


def _put_back(event: WebhookEvent, error: Exception) -> None:
    wait = jobs.backoff(event.attempts, first=FIRST_WAIT, longest=LONGEST_WAIT)
    gives_up = event.attempts >= MOST_ATTEMPTS
    WebhookEvent.objects.filter(pk=event.pk, state=EventState.RECEIVED).update(
        state=EventState.FAILED if gives_up else EventState.RECEIVED,
        not_before=timezone.now() + wait,
        leased_until=None,
        last_error=f"{type(error).__name__}: {error}"[:500],
    )


# Beginning of a type -> who looks at such events. Rooms above may add theirs (register).
_handlers: dict[str, Callable[[WebhookEvent], None]] = {}


def register(prefix: str, handler: Callable[[WebhookEvent], None]) -> None:
    """Declare who looks at events whose type begins so. Raises ValueError when somebody does already."""
    if _handlers.setdefault(prefix, handler) is not handler:
        raise ValueError(f"events {prefix!r} have a handler already")


def _handle(event: WebhookEvent) -> None:
    """Nothing to do for a type that nobody asked for."""
    for prefix, handler in _handlers.items():
        if event.type.startswith(prefix):
            handler(event)


def _about_session(event: WebhookEvent) -> None:
    """A page was paid, or ended. It may come before we know the page's own id."""
    payment_id = Payment.objects.filter(session_id=event.object_id).values_list("pk", flat=True).first()
    if payment_id is None and (payment_id := _named(event)):
        Payment.objects.filter(pk=payment_id, session_id=None).update(session_id=event.object_id)
    if payment_id:
        payment_settle(payment_id=payment_id)


def _named(event: WebhookEvent) -> int | None:
    """The payment that the event says it is about, if there is such a one whose page we do not know."""
    metadata = event.payload.get("data", {}).get("object", {}).get("metadata") or {}
    named, number = str(metadata.get("payment", "")), str(metadata.get("order", ""))
    rows = Payment.objects.filter(pk=named, order__number=number, session_id=None) if named.isdecimal() else None
    return rows.values_list("pk", flat=True).first() if rows is not None else None


def _about_charge(event: WebhookEvent) -> None:
    """Its fee may be known now."""
    intent = event.payload.get("data", {}).get("object", {}).get("payment_intent")
    if not isinstance(intent, str) or not intent:
        return
    for payment_id in Payment.objects.filter(payment_intent=intent, fee_centimes=None).values_list("pk", flat=True):
        payment_settle(payment_id=payment_id)


register("checkout.session.", _about_session)
register("charge.succeeded", _about_charge)
register("charge.updated", _about_charge)
register("charge.dispute.", lambda event: dispute_look(dispute_id=event.object_id))

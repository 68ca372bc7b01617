"""Events: a fact is written with the change that made it, and so is what will be delivered of it."""

from __future__ import annotations

from typing import Any

import stripe

from .modes import planned
from .shown import shown
from .state import Change, Thing, new_id

API_VERSION = stripe.api_version


def emit(change: Change, kind: str, about: Thing, previous: dict[str, Any] | None = None) -> Thing:
    """Record that something happened to `about`, as it is now. previous: the fields that changed, as they were."""
    data: dict[str, Any] = {"object": shown(change, about)}
    if previous is not None:
        data["previous_attributes"] = previous
    event = change.save(
        {
            "id": new_id("evt"),
            "object": "event",
            "api_version": API_VERSION,
            "created": change.now,
            "data": data,
            "livemode": False,
            "pending_webhooks": 1 if change.settings.webhook_url else 0,
            "request": change.request,
            "type": kind,
        }
    )
    if change.settings.webhook_url:
        _plan_delivery(change, event)
    return event


def _plan_delivery(change: Change, event: Thing) -> None:
    for delivery in planned(change, event["type"]):
        change.execute(
            "INSERT INTO delivery (event, type, mode, state, due) VALUES (?, ?, ?, ?, ?)",
            [event["id"], event["type"], delivery.mode, delivery.state, delivery.due],
        )
    change.has_news = True

"""What a gateway reports: stored first, looked at later, each event once."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.money.payment_choices import EventState


class WebhookEventQuerySet(models.QuerySet):
    def due(self, now: datetime) -> WebhookEventQuerySet:
        """Received, and in nobody's hands."""
        free = Q(leased_until=None) | Q(leased_until__lte=now)
        return self.filter(free, state=EventState.RECEIVED, not_before__lte=now).order_by("not_before", "pk")


class WebhookEvent(models.Model):
    """One event. What it says is only a reason to ask: nothing is believed but what the gateway answers then."""

    event_id = models.CharField(max_length=100, unique=True)
    type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=100, blank=True)
    # As it came, without what it says about persons (inbox.without_persons).
    payload = models.JSONField(default=dict)
    received_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=EventState.choices, default=EventState.RECEIVED)
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=500, blank=True)

    objects = WebhookEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of the gateway")
        verbose_name_plural = _("events of the gateway")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "not_before"], name="event_queue")]

    def __str__(self) -> str:
        return f"{self.type} {self.event_id}"

"""One message to one person."""

from __future__ import annotations

from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, now: datetime) -> MessageQuerySet:
        """What may be sent now: nobody holds it, and its waiting time is over. The longest due come first."""
        free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
        return self.filter(free, state=Message.State.PENDING, not_before__lte=now).order_by("not_before", "pk")


class Message(models.Model):
    """A row written with the fact it tells.

    event_key names the fact ("parcel 17 sent"), not the thing: each fact is told once to an address by a channel.
    payload is a snapshot: what the reader is told never depends on what happened to the order since.
    """

    class Channel(models.TextChoices):
        EMAIL = "email", "e-mail"
        SMS = "sms", "SMS"

    class State(models.TextChoices):
        PENDING = "pending", "pending"
        SENT = "sent", "sent"
        FAILED = "failed", "failed"

    event_key = models.CharField(max_length=120)
    kind = models.CharField(max_length=60)
    channel = models.CharField(max_length=5, choices=Channel.choices, default=Channel.EMAIL)
    address = models.CharField(max_length=254)
    language = models.CharField(max_length=2)
    payload = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    state = models.CharField(max_length=7, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    not_before = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=500, blank=True)
    # Made with the row, so that a message that has to be repeated is the same message to every mail reader.
    message_id = models.CharField(max_length=200, unique=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["event_key", "address", "channel"], name="message_told_once"),
        ]
        indexes = [
            models.Index(fields=["not_before", "id"], condition=Q(state="pending"), name="message_due"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.event_key})"


class Refusal(models.Model):
    """Somebody at this address wants no messages of this topic. The address, since nobody need have an account."""

    address = models.CharField(max_length=254)
    topic = models.CharField(max_length=20)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["address", "topic"], name="refused_once")]

    def __str__(self) -> str:
        return f"{self.topic}: {self.address}"

"""The tables of money, one file per concept."""

from .dispute import Dispute
from .inbox import WebhookEvent
from .payment import Payment

__all__ = ["Dispute", "Payment", "WebhookEvent"]

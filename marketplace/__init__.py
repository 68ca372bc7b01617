"""The machine of the market: settings, doors, orders, messages."""

from .celery import app as celery_app

__all__ = ["celery_app"]

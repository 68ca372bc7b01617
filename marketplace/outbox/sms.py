"""The SMS channel: a callable(address, text) named by the setting SMS_BACKEND; empty means that there is none."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string


def available() -> bool:
    """Whether this installation can send an SMS at all."""
    return bool(getattr(settings, "SMS_BACKEND", ""))


def backend() -> Callable[[str, str], None]:
    """The callable that hands a text to the operator."""
    return import_string(settings.SMS_BACKEND)


def file_backend(address: str, text: str) -> None:
    """For development: one readable file a message below STATE_DIR/sms."""
    folder = settings.STATE_DIR / "sms"
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{timezone.now():%Y%m%dT%H%M%S%f}-{re.sub(r'[^0-9+]', '', address)}-{uuid4().hex[:6]}.txt"
    (folder / name).write_text(f"{address}\n\n{text}\n", encoding="utf-8")

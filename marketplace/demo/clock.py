"""The demo's clock: what its people did weeks ago is done through the real services, at that moment's time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch

from django.utils import timezone


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """While inside, it is `moment` (aware) for everything in this process that asks Django for the time."""
    with patch.object(timezone, "now", lambda: moment):
        yield

"""An alarm when messages wait too long. Whoever should send them may be down, so it is others who look."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.utils import timezone

from .models import Message

logger = logging.getLogger(__name__)

# A worker takes what is due within seconds; one that is started anew, within a minute.
LATE = timedelta(minutes=15)


def late_since() -> datetime | None:
    """Since when the message that waits longest could have been sent; None while none is late. Says so in the log.

    A message that a mail server has put off waits for its next try: that is not late.
    """
    now = timezone.now()
    since = Message.objects.due(now).values_list("not_before", flat=True).first()
    if since is None or now - since < LATE:
        return None
    logger.error("ALARM: messages have been waiting since %s: does the worker run?", since.isoformat())
    return since

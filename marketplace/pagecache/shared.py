"""Asking the cache that all processes share, which may be away: then pages are made anew, and nobody sees a fault."""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import monotonic
from typing import TypeVar

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")

# Seconds for which a cache that did not answer is left alone: each question to it may cost the reader half a second.
PAUSE = 5


class _Line:
    """How the cache answered this process last."""

    is_cut = False
    quiet_until = 0.0


def ask(question: Callable[[], Answer]) -> Answer | None:
    """What the cache answers; None while it is away."""
    if _Line.is_cut and monotonic() < _Line.quiet_until:
        return None
    return tell(question)


def tell(question: Callable[[], Answer]) -> Answer | None:
    """The same for what must be tried even while the cache seems to be away."""
    try:
        answer = question()
    # Whatever a cache's client may raise (Redis and the database have errors of their own): a page can be made without
    # the cache, and what was committed stays. Told once when it begins, as every page would say it again.
    except Exception as error:
        if not _Line.is_cut:
            logger.warning("The cache does not answer, pages are made anew: %s: %s", type(error).__name__, error)
        _Line.is_cut, _Line.quiet_until = True, monotonic() + PAUSE
        return None
    if _Line.is_cut:
        logger.info("The cache answers again")
        _Line.is_cut = False
    return answer

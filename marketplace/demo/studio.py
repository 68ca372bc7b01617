"""The demo's pictures, drawn and rendered ahead of the loader by a process for each core: they are most of its time."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from multiprocessing import get_context
from types import TracebackType
from typing import Self

from catalogue.pictures import Rendered, picture_render

from .pictures import draw

Subject = tuple[str, int]


@dataclass(frozen=True)
class Drawn:
    """A still life as a phone would upload it, and what the market makes of it."""

    data: bytes
    rendered: Rendered


def drawn(subject: str, seed: int) -> Drawn:
    """Draw and render in this process. Raises ValueError for a subject there is not."""
    buffer = BytesIO()
    draw(subject, seed).save(buffer, "JPEG", quality=95, subsampling=0)
    return Drawn(buffer.getvalue(), picture_render(buffer.getvalue()))


class Studio:
    """Draws what is ordered at the start, in that order, while the caller works; what was not ordered, when asked."""

    def __init__(self, orders: Iterable[Subject]) -> None:
        self._orders = list(dict.fromkeys(orders))
        self._pool: ProcessPoolExecutor | None = None
        self._coming: dict[Subject, Future[Drawn]] = {}

    def __enter__(self) -> Self:
        cores = len(os.sched_getaffinity(0))
        if self._orders and cores > 1:
            # Started afresh, not forked: a copy of this process would hold its database connection too.
            self._pool = ProcessPoolExecutor(min(cores, len(self._orders)), mp_context=get_context("spawn"))
            self._coming = {order: self._pool.submit(drawn, *order) for order in self._orders}
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def take(self, subject: str, seed: int) -> Drawn:
        """The picture, waiting for it if need be."""
        coming = self._coming.get((subject, seed))
        return coming.result() if coming else drawn(subject, seed)

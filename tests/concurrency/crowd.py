"""Many at once: threads with a database connection each, let loose together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


def all_at_once(jobs: Sequence[Callable[[], object]]) -> list[object]:
    """Run every job in a thread of its own, started at the same moment; what a job raises is its result."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> object:
        try:
            start.wait(timeout=30)
            return job()
        except Exception as error:  # the test looks at what each shopper was told
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))

"""Many at once: threads with a database connection each, let loose together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import monotonic

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


def wait_until_somebody_waits(why: str, *, still=lambda: None) -> None:
    """Until a transaction of this test's database stands before a lock; fails with `why` after 30 seconds.

    Other workers' tests wait for locks of their own on the same server. still: asked meanwhile, may raise.
    """
    until = monotonic() + 30
    while not somebody_waits():
        assert monotonic() < until, why
        still()


def somebody_waits() -> bool:
    """Whether a transaction of this test's database stands before a lock just now."""
    with connection.cursor() as cursor:
        # The statistics of a transaction stand still unless they are asked for anew.
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid) "
            "WHERE NOT granted AND datname = current_database()"
        )
        return cursor.fetchone()[0] > 0

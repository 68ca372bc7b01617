"""The demo's pictures: one process against a process for each core, in the same run, since machines differ."""

from __future__ import annotations

import os
from time import perf_counter

from marketplace.demo.load import content
from marketplace.demo.studio import Studio, drawn

SAMPLE = 24


def test_drawing_and_rendering_the_demos_pictures():
    orders = [(row["picture"]["subject"], row["picture"]["seed"]) for row in content("listings")]
    sample = list(dict.fromkeys(orders))[:: max(1, len(set(orders)) // SAMPLE)]
    start = perf_counter()
    alone = [drawn(*order) for order in sample]
    one_by_one = (perf_counter() - start) / len(sample)
    start = perf_counter()
    with Studio(sample) as studio:
        together = [studio.take(*order) for order in sample]
    at_once = (perf_counter() - start) / len(sample)
    print(f"\n{len(orders)} pictures, {len(os.sched_getaffinity(0))} cores: {one_by_one:.2f} s each alone,")
    faster, in_all = one_by_one / at_once, at_once * len(orders)
    print(f"{at_once:.2f} s each in the studio, {faster:.1f} times as fast; all in {in_all:.0f} s")
    assert together == alone

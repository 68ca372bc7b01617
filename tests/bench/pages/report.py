"""What came out: medians, ratios, goals, as a table to read and as JSON to keep."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from .contenders import COUNTED
from .servers import WORKERS

CONSTANT, CACHE_PAGE = "constant", "cache_page"
OURS, CACHED, OSCAR = "ours, uncached", "ours, cached", "stock Oscar"
# Page of ours, how many times stock Oscar's, which of its pages.
TIMES_OSCAR = (
    ("catalogue", 12, "catalogue"), ("category", 12, "category"), ("two facets", 8, "category"),
    ("product", 6, "product"), ("search", 12, "search"),
)  # fmt: skip
# With live counts a page costs more where there is more to count: so many times Oscar's where there is least.
LIVE = (COUNTED, 8, "category")
OF_CONSTANT = 0.8
# What a hundred thousand products may cost, by page, as a multiple of ten thousand.
GROWTH = {"catalogue": 1.3, "category": 1.3, "two facets": 3, COUNTED: 3, "product": 1.3, "search": 1.3}


@dataclass
class Results:
    """Every measurement: (size, who, page) -> one entry a run."""

    machine: dict
    runs: dict[tuple[int, str, str], list[dict]] = field(default_factory=lambda: defaultdict(list))
    missing: list[str] = field(default_factory=list)

    def rate(self, size: int, who: str, page: str) -> float | None:
        """Median requests per second, None where it was not measured."""
        found = self.runs.get((size, who, page))
        return median(run["per_second"] for run in found) if found else None

    def sizes(self) -> list[int]:
        return sorted({size for size, _who, _page in self.runs})


@dataclass(frozen=True)
class Goal:
    """text: what is asked. value: what came out, None where it could not be measured."""

    text: str
    value: float | None
    met: bool


def goals(results: Results) -> list[Goal]:
    found = [goal for size in results.sizes() for goal in (*_of_constant(results, size), *_times_oscar(results, size))]
    if len(results.sizes()) > 1:
        found += _growth(results, results.sizes()[0], results.sizes()[-1])
    return found


def _of_constant(results: Results, size: int) -> list[Goal]:
    rows = []
    for page in ("catalogue", "category", "product"):
        ratio = _ratio(results.rate(size, CACHED, page), results.rate(size, CONSTANT, CONSTANT))
        text = f"{size:,}: cached {page} at least {OF_CONSTANT} of the constant view"
        rows.append(Goal(text, ratio, ratio is not None and ratio >= OF_CONSTANT))
    return rows


def _times_oscar(results: Results, size: int) -> list[Goal]:
    rows = []
    for page, times, theirs in (*TIMES_OSCAR, *([LIVE] if size == results.sizes()[0] else [])):
        ratio = _ratio(results.rate(size, OURS, page), results.rate(size, OSCAR, theirs))
        text = f"{size:,}: uncached {page} at least {times} times stock Oscar's {theirs}"
        rows.append(Goal(text, ratio, ratio is not None and ratio >= times))
    return rows


def _growth(results: Results, small: int, large: int) -> list[Goal]:
    rows = []
    for page, most in GROWTH.items():
        ratio = _ratio(results.rate(small, OURS, page), results.rate(large, OURS, page))
        text = f"uncached {page} with {large:,} products costs at most {most} times that with {small:,}"
        rows.append(Goal(text, ratio, ratio is not None and ratio <= most))
    return rows


def _ratio(one: float | None, other: float | None) -> float | None:
    return None if one is None or not other else one / other


def markdown(results: Results) -> str:
    """Two tables: what was measured, and what was asked."""
    machine = results.machine
    lines = [
        f"{machine['date']}, commit {machine['commit']}: {machine['cores']} cores ({machine['load']} busy before), "
        f"gunicorn with {WORKERS} {machine['worker_class']} workers, {machine['runs']} runs of "
        f"{machine['seconds']:g} s, concurrency {machine['concurrency']}; "
        f"the client alone reaches {machine['ceiling']:,.0f} requests/s.",
        "",
        "| Products | Who | Page | Requests/s | Runs | p50 ms | p95 ms | kB |",
        "|--:|---|---|--:|---|--:|--:|--:|",
    ]
    for (size, who, page), runs in results.runs.items():
        middle = {name: median(run[name] for run in runs) for name in runs[0]}
        each = " ".join(_short(run["per_second"]) for run in runs)
        lines.append(
            f"| {size:,} | {who} | {page} | {_short(middle['per_second'])} | {each} | {middle['p50_ms']:.1f} | "
            f"{middle['p95_ms']:.1f} | {middle['kilobytes']:.1f} |"
        )
    lines += ["", "| Goal | Came out | |", "|---|--:|---|"]
    for goal in goals(results):
        value = "not measured" if goal.value is None else f"{goal.value:.2f}"
        lines.append(f"| {goal.text} | {value} | {'met' if goal.met else 'missed'} |")
    lines += ["", *(f"Not measured: {text}" for text in results.missing)]
    return "\n".join(lines).rstrip() + "\n"


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def keep(results: Results, folder: Path) -> list[Path]:
    """bench-pages.json and bench-pages.md."""
    rows = [{"size": size, "who": who, "page": page, "runs": runs} for (size, who, page), runs in results.runs.items()]
    asked = [vars(goal) for goal in goals(results)]
    whole = {"machine": results.machine, "measured": rows, "goals": asked, "missing": results.missing}
    written = [folder / "bench-pages.json", folder / "bench-pages.md"]
    written[0].write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    written[1].write_text(markdown(results), encoding="utf-8")
    return written

"""python -m tests.bench.pages, with DATABASE_URL set (marketplace.runtime.session does). See __init__.py."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from marketplace.runtime.address import PROJECT_DIR, state_dir
from tests.bench.stock_oscar import pictures

from . import contenders, report
from .contenders import NotThePage, Page, check
from .databases import SETTINGS, seeded
from .report import CACHED, CONSTANT, OSCAR, OURS, Results
from .servers import gunicorn, redis_server

SIZES = [int(size) for size in os.environ.get("SIZES", "10000 100000").split()]
SECONDS = float(os.environ.get("SECONDS", "5"))
RUNS = int(os.environ.get("RUNS", "3"))
PAGES = [name.strip() for name in os.environ.get("PAGES", "").split(",") if name.strip()]
CONCURRENCY = 8
# Before each measurement every address is asked so often, so that nearly all are warm in both workers; of every shop.
ROUNDS = 6


def main() -> int:
    folder = state_dir()
    folder.mkdir(parents=True, exist_ok=True)
    results = Results(_machine())
    try:
        results.machine["ceiling"] = _ceiling()
        for size in SIZES:
            with redis_server(folder) as redis_url:
                if redis_url is None:
                    results.missing.append(f"{size:,}: cache_page and our page cache: there is no redis-server here.")
                _measure(size, results, redis_url, folder)
    except NotThePage as error:
        print(f"Nothing was measured: {error}", file=sys.stderr)
        return 1
    print("\n" + report.markdown(results))
    print("Kept as", *report.keep(results, folder))
    return 1 if any("MIDDLEWARE" in text for text in results.missing) else 0


def _machine() -> dict:
    """What a figure means nothing without."""
    commit = subprocess.run(
        ["git", "-C", str(PROJECT_DIR), "describe", "--always", "--dirty"], capture_output=True, text=True, check=False
    )
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC", "commit": commit.stdout.strip() or "unknown",
        "cores": len(os.sched_getaffinity(0)), "load": f"{os.getloadavg()[0]:.1f}", "runs": RUNS, "seconds": SECONDS,
        "concurrency": CONCURRENCY, "worker_class": os.environ.get("WORKER_CLASS", "gthread"),
    }  # fmt: skip


def _measure(size: int, results: Results, redis_url: str | None, folder: Path) -> None:
    """All contenders stand at once and take turns, so that a machine's moods reach everybody."""
    ours_url, oscar_url = seeded("ours", size), seeded("oscar", size)
    shared = {"STATE_DIR": str(folder)} | ({"REDIS_URL": redis_url} if redis_url else {"NO_REDIS": "1"})
    ours = shared | {"DATABASE_URL": ours_url, "DJANGO_SETTINGS_MODULE": SETTINGS["ours"]}
    theirs = shared | {"DATABASE_URL": oscar_url, "DJANGO_SETTINGS_MODULE": SETTINGS["oscar"]}
    pictures.provide(folder / "stock-oscar-media", size)
    page_cache = prepare(ours)
    pages = contenders.ours(size, ours_url)
    with ExitStack() as stack:
        uncached = stack.enter_context(gunicorn("ours", "marketplace.wsgi", ours | {"MEASURED": "uncached"}, folder))
        oscar = stack.enter_context(gunicorn("stock-oscar", "tests.bench.stock_oscar.wsgi", theirs, folder))
        beside = contenders.beside() if redis_url else contenders.beside()[:1]
        turns = [(page.name if page.name == CONSTANT else "Django", uncached, page) for page in beside]
        if page_cache and redis_url:
            cached = stack.enter_context(gunicorn("ours-cached", "marketplace.wsgi", ours, folder))
            turns += [(CACHED, cached, page) for page in contenders.cached(pages)]
        elif redis_url:
            results.missing.append(f"{size:,}: ours, cached: no page cache stands in MIDDLEWARE.")
        turns += [(OURS, uncached, page) for page in pages]
        theirs_pages = contenders.oscar(size, lambda: contenders.oscar_categories(oscar))
        turns += [(OSCAR, oscar, page) for page in theirs_pages]
        for _who, port, page in turns:
            check(port, page)
        turns = [turn for turn in turns if not PAGES or _kind(turn[2]) in PAGES]
        # The same page of everybody in turn: what is divided by what was measured within the same minute.
        turns.sort(key=lambda turn: _kind(turn[2]))
        for run in range(1, RUNS + 1):
            for who, port, page in turns:
                _warm(port, page)
                found = _load(port, page, SECONDS)
                results.runs[size, who, page.name].append(found)
                print(f"{size:>7,} run {run} {who:<15} {page.name:<21} {found['per_second']:8.1f}/s", flush=True)


def _kind(page: Page) -> str:
    return page.name.partition(",")[0]


def prepare(environment: dict[str, str]) -> list[str]:
    """Static files under their final names; returns the page cache's place in MIDDLEWARE, if it has one."""
    question = "from django.conf import settings; print(*settings.MEASURED_PAGE_CACHE)"
    whole = {**os.environ, **environment}
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(collect, env=whole, cwd=PROJECT_DIR, check=True)
    asked = [sys.executable, "-c", question]
    return subprocess.run(asked, env=whole, cwd=PROJECT_DIR, check=True, capture_output=True, text=True).stdout.split()


def _load(port: int, page: Page, seconds: float, *, first: int = 0) -> dict:
    """One measurement, by a process of its own. first: which address begins. Raises NotThePage."""
    command = [sys.executable, "-m", "tests.bench.pages.client", str(port), str(seconds), str(CONCURRENCY)]
    requests = page.requests()
    first %= len(requests)
    given = json.dumps(requests[first:] + requests[:first])
    done = subprocess.run(command, input=given, capture_output=True, text=True, cwd=PROJECT_DIR, check=False)
    if done.returncode:
        raise NotThePage(f"{page.name}: {done.stderr.strip()}")
    return json.loads(done.stdout)


def _warm(port: int, page: Page) -> None:
    asked = ROUNDS * len(page.paths) if page.is_new else 0
    while asked < ROUNDS * len(page.paths):
        asked += _load(port, page, SECONDS / 5, first=asked)["requests"]


def _ceiling() -> float:
    """Requests per second that the client reaches against a server that only sends 10 kB."""
    server = [sys.executable, "-m", "tests.bench.pages.echo"]
    with subprocess.Popen(server, stdout=subprocess.PIPE, text=True, cwd=PROJECT_DIR) as process:
        try:
            port = int(process.stdout.readline())
            return _load(port, Page("ceiling", ["/"], ""), min(SECONDS, 2))["per_second"]
        finally:
            process.terminate()


if __name__ == "__main__":
    sys.exit(main())

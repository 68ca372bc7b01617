"""make lighthouse: Lighthouse's mobile marks of the public pages of a running demo, in French and Arabic, as a table.

Starts a market of its own in a temporary folder, or looks at the one at MARKET_URL. Fails below the marks in LEAST.
LANGUAGES and PAGES (separated by spaces) narrow it down; reports stay in $STATE_DIR/lighthouse. A page that falls short
is measured twice more, since a busy machine costs performance; the median counts.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median_low
from urllib.request import urlopen

from tests.conftest import CHROMIUM
from tests.journeys.conftest import QUIET
from tests.journeys.running import RunningMarket

VERSION = "13.5.0"
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
PAGES = {
    "home": "",
    "catalogue": "catalogue/",
    "product": "catalogue/",  # and on to the first product of it
    "storefront": "cooperatives/al-alfia-atalita/",
    "story": "stories/le-gout-du-couscous/",
    "search": "search/?q=couscous",
}
# A search is kept out of search engines (noindex), which Lighthouse counts as a fault.
NOT_ASKED = {("search", "seo")}
Marks = dict[str, int]


def installed(folder: Path) -> Path:
    """Lighthouse's program; installed below `folder` at the first time, without running any script of a package."""
    program = folder / "node_modules/lighthouse/cli/index.js"
    manifest = program.parents[1] / "package.json"
    if not (manifest.exists() and json.loads(manifest.read_text(encoding="utf-8"))["version"] == VERSION):
        print(f"Installing Lighthouse {VERSION} into {folder} ...", flush=True)
        options = ["--ignore-scripts", "--no-save", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(["npm", "install", "--prefix", str(folder), *options, f"lighthouse@{VERSION}"], check=True)
    return program


@contextmanager
def market_url() -> Iterator[str]:
    """Where a market is open."""
    if given := os.environ.get("MARKET_URL"):
        yield given.rstrip("/")
        return
    with tempfile.TemporaryDirectory(prefix="taawon-lighthouse-") as state:
        market = RunningMarket(Path(state) / "state")
        try:
            market.wait_until_told()  # its worker is busy until then
            yield market.url
        finally:
            market.stop()


def address(market: str, name: str, language: str) -> str:
    url = f"{market}/{language}/{PAGES[name]}"
    if name != "product":
        return url
    with urlopen(url) as answer:
        first = re.search(r'class="card-title"><a href="([^"]+)"', answer.read().decode())
    return f"{market}{first[1]}"


def measured(program: Path, url: str, report: Path) -> tuple[Marks, list[str]]:
    """Marks of a page out of 100, and the audits that cost it some."""
    flags = " ".join(["--headless=new", *QUIET])
    options = ["--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={flags}"]
    environment = os.environ | {"CHROME_PATH": CHROMIUM}
    wanted = f"--only-categories={','.join(LEAST)}"
    subprocess.run(["node", str(program), url, *options, wanted], check=True, env=environment)
    found = json.loads(report.read_text(encoding="utf-8"))
    marks = {code: round(100 * (category["score"] or 0)) for code, category in found["categories"].items()}
    costly = {
        part["id"]
        for category in found["categories"].values()
        for part in category["auditRefs"]
        if part["weight"] and (found["audits"][part["id"]]["score"] or 0) < 0.9
    }
    return marks, sorted(costly)


def is_enough(name: str, marks: Marks) -> bool:
    return all(marks[code] >= least for code, least in LEAST.items() if (name, code) not in NOT_ASKED)


def judged(program: Path, url: str, name: str, report: Path) -> tuple[Marks, list[str]]:
    """As `measured`; the median of three where the first falls short."""
    runs = [measured(program, url, report)]
    if not is_enough(name, runs[0][0]):
        runs += [measured(program, url, report) for _ in range(2)]
    return {code: median_low(marks[code] for marks, _ in runs) for code in LEAST}, runs[-1][1]


def row(title: str, name: str, marks: Marks, costly: list[str]) -> str:
    columns = (f"{'-' if (name, code) in NOT_ASKED else marks[code]:>{len(code)}}" for code in LEAST)
    return f"{title:<16} {'  '.join(columns)}  {' '.join(costly)}"


def main() -> int:
    if missing := [tool for tool in ("node", "npm") if not shutil.which(tool)]:
        print(f"Lighthouse needs {' and '.join(missing)}: install Node.js 22 or newer (apt-get install nodejs npm).")
        return 1
    if CHROMIUM is None:
        print("Lighthouse needs Chromium: apt-get install chromium.")
        return 1
    folder = Path(os.environ.get("STATE_DIR", "var")).absolute() / "lighthouse"
    folder.mkdir(parents=True, exist_ok=True)
    program, low = installed(folder), []
    with market_url() as market:
        print(f"{'page':<16} {'  '.join(LEAST)}", flush=True)
        for language in os.environ.get("LANGUAGES", "fr ar").split():
            for name in os.environ.get("PAGES", " ".join(PAGES)).split():
                report = folder / f"{name}-{language}.json"
                marks, costly = judged(program, address(market, name, language), name, report)
                print(row(f"{name} {language}", name, marks, costly), flush=True)
                low += [] if is_enough(name, marks) else [f"{name} {language}"]
    print(f"Reports: {folder}. Short of {LEAST}: {low or 'none'}")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())

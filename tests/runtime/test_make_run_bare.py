"""The Makefile's own lines: a fresh clone, an empty environment, an ordinary user, an awkward path."""

import http.client
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import mkdtemp

import psutil
import pytest

from marketplace.runtime.address import PROJECT_DIR

from .conftest import family, gone, until

NOBODY = 65534
LENGTH = 150
# How this machine reaches its package index is the machine's business, not the shop's.
MACHINE = ("PIP_", "SSL_", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy")


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that every user may enter, with a name that has spaces."""
    base = Path(mkdtemp(prefix="taawon bare ", dir="/tmp"))
    base.chmod(0o755)
    yield base
    shutil.rmtree(base)


def clone(base: Path) -> Path:
    """The files that git knows, as they stand now, in a path of 150 characters."""
    room = LENGTH - len(str(base)) - 1
    folder = base / ("a shop with a long name " * 10)[: room - 1].ljust(room, "x")
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT_DIR,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for name in filter(None, names.split("\0")):
        if (PROJECT_DIR / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT_DIR / name, folder / name)
    assert len(str(folder)) == LENGTH
    return folder


def python_for_everybody() -> Path:
    """A Python 3.11 with venv that an ordinary user may start: not one in root's own folder."""
    for python in (Path(sys.base_prefix) / "bin/python3.11", Path("/usr/bin/python3.11")):
        if python.is_relative_to("/root") or not python.exists():
            continue
        if not subprocess.run([python, "-c", "import ensurepip, ssl"], capture_output=True).returncode:
            return python
    pytest.skip("a Python 3.11 with venv that ordinary users may start")


def test_make_run_as_an_ordinary_user_from_a_long_path_with_spaces(place: Path, port: int) -> None:
    folder, python = clone(place), python_for_everybody()
    root = os.getuid() == 0
    if root:
        for path in (place, folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
    environment = {key: value for key, value in os.environ.items() if key.startswith(MACHINE)}
    environment |= {"PATH": f"{python.parent}:/usr/bin:/bin", "HOME": str(place), "PORT": str(port)}
    output = place / "output.txt"
    with output.open("w") as stream:
        make = subprocess.Popen(
            ["make", "run"],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **({"user": NOBODY, "group": NOBODY, "extra_groups": []} if root else {}),
        )

    def opened() -> bool:
        assert make.poll() is None, output.read_text()
        return "The market is open" in output.read_text()

    pids: list[int] = [make.pid]
    try:
        until(opened, seconds=420)
        pids = family(make.pid)
        if root:
            assert {psutil.Process(pid).uids().real for pid in pids} == {NOBODY}
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
            connection.request("GET", "/fr/catalogue/")
            with connection.getresponse() as answer:
                assert answer.status == 200
        said = output.read_text()
        assert "shopper@example.com" in said  # the demo sign-ins
        assert "packages" in said  # progress while it installs
    finally:
        if make.poll() is None:
            os.killpg(make.pid, signal.SIGINT)  # what Ctrl-C does: the whole group of the terminal
            make.wait(timeout=60)
    assert "Stopped." in output.read_text()
    assert all(gone(pid) for pid in pids)

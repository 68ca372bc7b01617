"""The supervisor with real programs: restart, order, logs, and nothing left behind."""

import os
import signal
import socket
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from marketplace.runtime.address import PROJECT_DIR
from marketplace.runtime.errors import CannotStart
from marketplace.runtime.supervisor import Child, Supervisor, clean_environment, run_step

from .conftest import family, gone, until


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervise(tmp_path: Path, said: list[str]):
    """Make and start a supervisor of shell commands; stopped after the test."""
    started = []

    def start(**commands: str) -> Supervisor:
        children = [Child(name, ["sh", "-c", text], clean_environment(), grace=3) for name, text in commands.items()]
        supervisor = Supervisor(children, log_dir=tmp_path, say=said.append)
        started.append(supervisor)
        supervisor.start()
        return supervisor

    yield start
    for supervisor in started:
        supervisor.stop()


def test_a_child_that_ends_is_started_again_and_a_line_says_so(supervise, said: list[str]) -> None:
    supervisor = supervise(web="sleep 60")
    first = supervisor.pid("web")
    os.kill(first, signal.SIGKILL)
    until(lambda: supervisor.tend() or (supervisor.pid("web") not in (None, first)))
    assert said == ["web ended (killed by SIGKILL); starting it again in 0.5 s"]
    assert gone(first)


def test_the_delay_grows(supervise, said: list[str]) -> None:
    supervisor = supervise(web="exit 3")
    until(lambda: supervisor.tend() or supervisor.ends("web") == 2)
    assert said == [
        "web ended (exit code 3); starting it again in 0.5 s",
        "web ended (exit code 3); starting it again in 1 s",
    ]


def test_what_a_dead_child_started_is_killed_before_the_restart(supervise, tmp_path: Path) -> None:
    supervisor = supervise(web=f"sleep 60 & echo $! > {tmp_path}/pid; wait")
    until(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text().strip())
    grandchild = int((tmp_path / "pid").read_text())
    os.kill(supervisor.pid("web"), signal.SIGKILL)
    until(lambda: supervisor.tend() or gone(grandchild))


def test_children_stop_in_order_and_the_stubborn_one_is_killed(supervise, tmp_path: Path) -> None:
    note = "trap 'echo {0} >> {1}/order; exit' TERM; touch {1}/{0}; while :; do sleep 0.1; done"
    supervisor = supervise(
        web=note.format("web", tmp_path),
        worker=note.format("worker", tmp_path),
        beat=f"trap '' TERM; touch {tmp_path}/beat; while :; do sleep 0.1; done",
    )
    until(lambda: all((tmp_path / name).exists() for name in ("web", "worker", "beat")))
    pids = [pid for name in ("web", "worker", "beat") for pid in family(supervisor.pid(name))]
    supervisor.stop()
    assert (tmp_path / "order").read_text().split() == ["web", "worker"]
    assert all(gone(pid) for pid in pids)


def test_errors_reach_the_terminal_and_the_rest_only_the_log(supervise, said: list[str], tmp_path: Path) -> None:
    lines = "all is well\n[ERROR] too bad\nTraceback (most recent call last):\n  File x\nValueError: no\nfine again"
    (tmp_path / "lines").write_text(lines + "\n")
    supervisor = supervise(web=f"cat {tmp_path}/lines; sleep 60")
    until(lambda: supervisor.tend() or len(said) == 4)
    assert said == [
        "web | [ERROR] too bad",
        "web | Traceback (most recent call last):",
        "web |   File x",
        "web | ValueError: no",
    ]
    assert (tmp_path / "web.log").read_text() == lines + "\n"


def test_a_step_that_fails_is_one_sentence() -> None:
    with pytest.raises(CannotStart, match=r"^prepare failed \(exit code 4\)"):
        run_step(Child("prepare", ["sh", "-c", "exit 4"], clean_environment()), pause=lambda seconds: None)


def test_after_kill_9_of_the_parent_gunicorn_and_celery_leave_no_process(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = f"""
        import sys, time
        from pathlib import Path
        from marketplace.runtime.supervisor import Child, Supervisor, clean_environment
        env = clean_environment(SIMPLE_BROKER={str(tmp_path)!r}, DJANGO_SETTINGS_MODULE="")
        python = [sys.executable, "-m"]
        web = [*python, "gunicorn", "wsgiref.simple_server:demo_app", "--bind", "127.0.0.1:{port}", "--workers", "2",
               "--no-control-socket", "--worker-class", "gthread",
               "--config", "python:marketplace.runtime.gunicorn_conf"]
        worker = [*python, "celery", "-A", "tests.runtime.simple_tasks", "worker", "--concurrency", "2",
                  "--without-mingle", "--without-gossip", "--without-heartbeat", "--loglevel", "INFO"]
        supervisor = Supervisor([Child("web", web, env), Child("worker", worker, env)], log_dir=Path({str(tmp_path)!r}))
        supervisor.start()
        supervisor.run(time.sleep)
    """
    environment = {**os.environ, "PYTHONPATH": str(PROJECT_DIR)}
    parent = subprocess.Popen([sys.executable, "-c", textwrap.dedent(program)], cwd=PROJECT_DIR, env=environment)
    try:
        # parent, web + 2 workers, celery + 2 workers
        until(lambda: len(family(parent.pid)) >= 7 and "ready" in (tmp_path / "worker.log").read_text(), seconds=30)
        pids = family(parent.pid)
    finally:
        parent.kill()
        parent.wait()
    until(lambda: all(gone(pid) for pid in pids), seconds=20)

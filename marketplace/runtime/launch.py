"""What `manage.py up` does: check, start the database, prepare it, run web, worker, beat and, without a Stripe account,
the test payment server; say where and as whom."""

import http.client
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from . import address
from .checks import check_database, check_disk, check_port, check_redis, check_state_dir
from .errors import CannotStart, say
from .lock import StateLock, make_state_dir
from .payments import TestPayments, plan_test_payments, wanted
from .postgres import PrivatePostgres
from .process import die_with_parent, require_linux
from .signals import Stopped, StopSignal
from .supervisor import Child, Supervisor, clean_environment, run_step

_PATIENCE = 90.0  # seconds that the first page may take
_TRIES = 3  # times the web server may end before the first page


@dataclass(frozen=True)
class Plan:
    """What the environment asks for."""

    state_dir: Path
    host: str
    port: int

    @property
    def local_host(self) -> str:
        return "127.0.0.1" if self.host in ("0.0.0.0", "::", "") else self.host  # noqa: S104 - compared, not bound

    @property
    def name(self) -> str:
        return "localhost" if self.local_host == "127.0.0.1" else self.local_host

    @property
    def url(self) -> str:
        return f"http://{self.name}:{self.port}/"


def up() -> int:
    """Run the whole market until somebody stops it; returns the exit code."""
    with StopSignal() as stop:
        try:
            _up(stop)
        except Stopped:
            say("Stopped.")
            return 0
        except CannotStart as error:
            say(str(error))
            return 1
    return 0


def plan_from_environment() -> Plan:
    """Raises CannotStart when PORT is no port number."""
    text = os.environ.get("PORT") or "8000"
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise CannotStart(f"PORT is {text!r}: it must be a number from 1 to 65535.")
    return Plan(address.state_dir(), os.environ.get("HOST") or "127.0.0.1", int(text))


def children(plan: Plan, environment: dict[str, str], payments: TestPayments | None = None) -> list[Child]:
    """The programs, in the order in which they are stopped."""
    log_dir, python = plan.state_dir / "log", [sys.executable, "-m"]
    web = [*python, "gunicorn", "marketplace.wsgi", "--bind", f"{plan.host}:{plan.port}", "--no-control-socket"]
    # Threads, because browsers open connections ahead of use and a plain worker would wait on one of those.
    web += ["--config", "python:marketplace.runtime.gunicorn_conf", "--workers", "2", "--worker-class", "gthread"]
    web += ["--threads", "4", "--preload", "--graceful-timeout", "8", "--access-logfile", str(log_dir / "access.log")]
    celery = [*python, "celery", "-A", "marketplace"]
    worker = [*celery, "worker", "--concurrency", "2", "--prefetch-multiplier", "1", "--loglevel", "INFO"]
    worker += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    beat = [*celery, "beat", "--schedule", str(plan.state_dir / "beat" / "schedule"), "--pidfile", "", "--loglevel"]
    beat += ["INFO"]
    project = address.PROJECT_DIR
    return [
        Child("web", web, environment, cwd=project, grace=12),
        Child("worker", worker, environment, cwd=project, grace=15),
        Child("beat", beat, environment, cwd=project, grace=5),
        *([payments.child(environment, plan.url)] if payments else []),
    ]


def _up(stop: StopSignal) -> None:
    plan = plan_from_environment()
    require_linux()
    with ExitStack() as stack:
        check_disk(plan.state_dir)
        lock = stack.enter_context(StateLock(plan.state_dir))
        check_port(plan.port, plan.host)
        if redis_url := os.environ.get("REDIS_URL"):
            check_redis(redis_url)
        _make_folders(plan.state_dir)
        server, database_url = _database(plan, lock, stop)
        if server is not None:
            stack.callback(server.stop, hurry=stop.impatient)
        payments = _test_payments(plan)
        environment = _environment(plan, database_url, payments)
        run_step(_manage("prepare", environment), pause=stop.pause)
        programs = children(plan, environment, payments)
        _keep_running(plan, server, programs, environment, stop)


def _database(plan: Plan, lock: StateLock, stop: StopSignal) -> tuple[PrivatePostgres | None, str]:
    if database_url := os.environ.get("DATABASE_URL"):
        check_database(database_url)
        return None, database_url
    server = PrivatePostgres(plan.state_dir, lock=lock, pause=stop.pause)
    server.start()
    return server, server.url


def _test_payments(plan: Plan) -> TestPayments | None:
    if not wanted(os.environ):
        return None
    return plan_test_payments(plan.state_dir, host=plan.host, name=plan.name, market_port=plan.port)


def _keep_running(
    plan: Plan, server: PrivatePostgres | None, programs: list[Child], environment: dict[str, str], stop: StopSignal
) -> None:
    supervisor = Supervisor(programs, log_dir=plan.state_dir / "log", server=server, hurry=stop.impatient)
    try:
        supervisor.start("web")  # first alone: the page comes sooner, and what it asks of the worker waits in rows
        sign_ins = _sign_ins(environment)
        _wait_for_page(plan, supervisor, stop)
        supervisor.start()
        _announce(plan, sign_ins)
        supervisor.run(stop.pause)
    except Stopped:
        say("Stopping...")
        raise
    finally:
        supervisor.stop()


def _wait_for_page(plan: Plan, supervisor: Supervisor, stop: StopSignal) -> None:
    """Wait for the first 200; raises CannotStart when the web server keeps ending, or says nothing for too long."""
    began = told = time.monotonic()
    while (answer := _healthz(plan)) != 200:
        supervisor.tend()
        now = time.monotonic()
        if supervisor.ends("web") >= _TRIES or now - began > _PATIENCE:
            last = f"/healthz answers {answer}" if answer else supervisor.last_words("web")
            raise CannotStart(f"The web server does not come up: {last} (see {plan.state_dir / 'log' / 'web.log'}).")
        if now - told > 2:
            told = now
            say(f"Starting the web server: {now - began:.0f} s...")
        stop.pause(0.1)


def _healthz(plan: Plan) -> int | None:
    """Status of the health page, None while nobody answers."""
    connection = http.client.HTTPConnection(plan.local_host, plan.port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def _sign_ins(environment: dict[str, str]) -> subprocess.Popen[str]:
    """Ask for the demo sign-ins while the web server comes up."""
    step = _manage("signins", environment)
    return subprocess.Popen(
        step.command,
        env=environment,
        cwd=step.cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        process_group=0,
        preexec_fn=die_with_parent(signal.SIGKILL),
    )


def _announce(plan: Plan, sign_ins: subprocess.Popen[str]) -> None:
    print(f"\nThe market is open: {plan.url}\n{sign_ins.communicate()[0]}")  # noqa: T201 - the command's answer
    print(f"Ctrl-C stops it. Logs: {plan.state_dir / 'log'}", flush=True)  # noqa: T201 - the same


def _manage(command: str, environment: dict[str, str]) -> Child:
    manage = str(address.PROJECT_DIR / "manage.py")
    return Child(f"manage.py {command}", [sys.executable, manage, command], environment, cwd=address.PROJECT_DIR)


def _environment(plan: Plan, database_url: str, payments: TestPayments | None) -> dict[str, str]:
    return clean_environment(
        **(payments.environment() if payments else {}),
        DATABASE_URL=database_url,
        STATE_DIR=str(plan.state_dir),
        HOST=plan.host,
        PORT=str(plan.port),
        TMPDIR=str(plan.state_dir / "tmp"),  # the file broker moves its messages from here: one disk, so atomically
    )


def _make_folders(state_dir: Path) -> None:
    shutil.rmtree(state_dir / "tmp", ignore_errors=True)  # a killed start's; ours alone while we hold the lock
    for name in ("log", "tmp", "beat", "broker/processed", "broker/control"):
        make_state_dir(state_dir / name)
    check_state_dir(state_dir)

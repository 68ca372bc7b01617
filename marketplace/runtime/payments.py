"""The test payment server beside the market of `make run`: whether, where, and with which secrets."""

import json
import os
import secrets
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .address import PROJECT_DIR
from .supervisor import Child

_PRODUCTION = "marketplace.settings.production"


@dataclass(frozen=True)
class TestPayments:
    """host, port: where it listens. url: its address for web, worker and browsers alike."""

    host: str
    port: int
    url: str
    state_dir: Path
    secret_key: str
    webhook_secret: str

    def environment(self) -> dict[str, str]:
        """What web and worker are told."""
        return {
            "STRIPE_SECRET_KEY": self.secret_key,
            "STRIPE_WEBHOOK_SECRET": self.webhook_secret,
            "STRIPE_API_BASE": self.url,
            "STRIPE_TEST_SERVER": "1",
        }

    def child(self, environment: dict[str, str], market_url: str) -> Child:
        command = [sys.executable, "-m", "marketplace.testpay", "--host", self.host, "--port", str(self.port)]
        command += ["--state", str(self.state_dir / "testpay.sqlite"), "--public-url", self.url]
        command += ["--webhook-url", f"{market_url}stripe/webhook/", "--webhook-secret", self.webhook_secret]
        command += ["--secret-key", self.secret_key]
        return Child("testpay", command, environment, cwd=PROJECT_DIR, grace=3)


def wanted(environ: Mapping[str, str]) -> bool:
    """Only where nobody named a Stripe account; production hides the card instead."""
    return not environ.get("STRIPE_SECRET_KEY") and environ.get("DJANGO_SETTINGS_MODULE") != _PRODUCTION


def plan_test_payments(state_dir: Path, *, host: str, name: str, market_port: int) -> TestPayments:
    """name: the host as browsers of the market call it."""
    port, kept = free_port_after(market_port, host), _secrets(state_dir / "testpay.json")
    return TestPayments(host=host, port=port, url=f"http://{name}:{port}", state_dir=state_dir, **kept)


def free_port_after(port: int, host: str) -> int:
    """The next number when it is free, so that it is easily remembered; else any free one."""
    if port < 65535 and _is_free(port + 1, host):
        return port + 1
    with socket.create_server((host, 0), family=_family(host)) as listener:
        return listener.getsockname()[1]


def _is_free(port: int, host: str) -> bool:
    try:
        with socket.create_server((host, port), family=_family(host)):
            return True
    except OSError:
        return False


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _secrets(file: Path) -> dict[str, str]:
    """Made once, so that what was signed before a restart is still believed after it; readable by us alone."""
    if not file.exists():
        made = {"secret_key": f"sk_test_{secrets.token_hex(16)}", "webhook_secret": f"whsec_{secrets.token_hex(16)}"}
        draft = file.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            json.dump(made, out)
        draft.rename(file)  # whole or not at all
    return json.loads(file.read_text())

from __future__ import annotations

import pytest
from django.conf import settings as project_settings

from marketplace.outbox import kinds, services

from .samples import NOTES, PAYLOADS

# Registered by the shop as well: the same name with the same template may be declared twice.
for _kind in PAYLOADS:
    kinds.register(_kind, "emails/note" if _kind in NOTES else None)


@pytest.fixture
def nudges(monkeypatch) -> list[bool]:
    """One entry for each nudge that would have been given."""
    given: list[bool] = []
    monkeypatch.setattr(services, "nudge", lambda: given.append(True))
    return given


@pytest.fixture
def tell(nudges):
    """tell() with everything that a test does not care about filled in."""

    def _tell(**over):
        given = {"event_key": "order K7M2Q9 placed", "kind": "parcel_delivered", "address": "salma@example.com"}
        return services.tell(**{**given, "language": "fr", "payload": PAYLOADS["parcel_delivered"], **over})

    return _tell


TAKEN: list[tuple[str, str]] = []


def sms_taker(address: str, text: str) -> None:
    TAKEN.append((address, text))


def sms_refuser(address: str, text: str) -> None:
    raise ValueError("number not in service")


def sms_unreachable(address: str, text: str) -> None:
    raise ConnectionRefusedError("operator away")


@pytest.fixture
def sms(settings):
    """The SMS channel, with a backend that keeps what it is given."""
    TAKEN.clear()
    settings.SMS_BACKEND = f"{__name__}.sms_taker"
    return TAKEN


@pytest.fixture
def sms_folder(settings, tmp_path):
    settings.SMS_BACKEND = "marketplace.outbox.sms.file_backend"
    settings.STATE_DIR = tmp_path
    assert tmp_path == project_settings.STATE_DIR
    return tmp_path / "sms"

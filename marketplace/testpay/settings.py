"""What the command line says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """secret_key: what callers must show. webhook_url: where events go, if anywhere. public_url: as browsers see us."""

    secret_key: str
    webhook_url: str
    webhook_secret: str
    public_url: str

"""Where files live: below STATE_DIR, or in one bucket of any store that speaks S3.

`default` holds what pages show, under names that carry the content's hash; `uploads` holds the untouched originals of
members' photos, which nobody is served; `papers` holds invoices and slips, `payouts` bank files, which pages hand to
those entitled.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

FOREVER = "public, max-age=31536000, immutable"
_FILES = "django.core.files.storage.FileSystemStorage"


def picture_storages(environ: Mapping[str, str], state_dir: Path) -> dict[str, dict]:
    """The storages, as STORAGES wants them, by AWS_STORAGE_BUCKET_NAME and the variables beside it."""
    if not environ.get("AWS_STORAGE_BUCKET_NAME"):
        private = {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
        return {
            "default": {"BACKEND": _FILES},
            "uploads": {"BACKEND": _FILES, "OPTIONS": {"location": state_dir / "uploads", **private}},
            # Overwritten: the same name is the same content, and a half-written file must be made whole.
            "payouts": {
                "BACKEND": _FILES,
                "OPTIONS": {"location": state_dir / "payouts", "allow_overwrite": True, **private},
            },
            "papers": {"BACKEND": _FILES, "OPTIONS": {"location": state_dir / "papers", **private}},
        }
    closed = {"default_acl": _acl(environ, "private"), "querystring_auth": True}
    return {
        "default": _bucket(environ, **_public(environ)),
        "uploads": _bucket(environ, location="private", **closed),
        # Apart from the uploads: what no picture's row knows is removed from there every day.
        "papers": _bucket(environ, location="papers", **closed),
        "payouts": _bucket(environ, location="payouts", **closed),
    }


def picture_origins(environ: Mapping[str, str]) -> list[str]:
    """Where pages fetch pictures from besides the market itself, for the Content-Security-Policy."""
    if not environ.get("AWS_STORAGE_BUCKET_NAME"):
        return []
    address = urlsplit(_public_address(environ))
    return [f"{address.scheme}://{address.netloc}"]


def _bucket(environ: Mapping[str, str], **options) -> dict:
    """A storage in the bucket."""
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": environ["AWS_STORAGE_BUCKET_NAME"],
            "endpoint_url": environ.get("AWS_S3_ENDPOINT_URL") or None,
            "region_name": environ.get("AWS_S3_REGION_NAME") or None,
            "access_key": environ.get("AWS_ACCESS_KEY_ID") or None,
            "secret_key": environ.get("AWS_SECRET_ACCESS_KEY") or None,
            "file_overwrite": True,  # the same name is the same content
            "client_config": _client(path_style=bool(environ.get("AWS_S3_ENDPOINT_URL"))),
            **options,
        },
    }


def _client(*, path_style: bool) -> object:
    """Settings of a client that gives up in time for a picture's lease (catalogue/services/picture.py)."""
    from botocore.config import Config

    return Config(
        signature_version="s3v4",
        s3={"addressing_style": "path" if path_style else "virtual"},
        connect_timeout=5,
        read_timeout=20,
        retries={"total_max_attempts": 2},
        # Checksums beyond what S3 asks for are refused by stores that only resemble it.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )


def _public(environ: Mapping[str, str]) -> dict:
    """With a fixed address, so that a page makes its pictures' addresses without a client and without a signature."""
    address = urlsplit(_public_address(environ))
    return {
        "default_acl": _acl(environ, "public-read"),
        "querystring_auth": False,
        "custom_domain": address.netloc + address.path,
        "url_protocol": f"{address.scheme}:",
        "object_parameters": {"CacheControl": FOREVER},
    }


def _public_address(environ: Mapping[str, str]) -> str:
    bucket, region = environ["AWS_STORAGE_BUCKET_NAME"], environ.get("AWS_S3_REGION_NAME")
    if environ.get("AWS_S3_CUSTOM_DOMAIN"):
        return f"https://{environ['AWS_S3_CUSTOM_DOMAIN']}"
    if environ.get("AWS_S3_ENDPOINT_URL"):
        return f"{environ['AWS_S3_ENDPOINT_URL'].rstrip('/')}/{bucket}"
    return f"https://{bucket}.s3.{f'{region}.' if region else ''}amazonaws.com"


def _acl(environ: Mapping[str, str], wanted: str) -> str | None:
    """None where the bucket takes no ACL and its own policy opens products/ (AWS_DEFAULT_ACL set to nothing)."""
    return None if environ.get("AWS_DEFAULT_ACL") == "" else wanted

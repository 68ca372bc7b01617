"""What only S3 does, on a real S3 server: addresses, types, caching, who may read; and what only the disk does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile

from catalogue.models import ProductImage
from catalogue.pictures import rendition_name
from catalogue.services.picture import picture_attach, picture_receive, pictures_render_due
from marketplace.settings.storage import FOREVER, picture_origins, picture_storages
from tests.factories import make_product, make_user

from . import photos
from .conftest import Bucket, free_port

pytestmark = pytest.mark.django_db
PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def on_s3(bucket: Bucket, settings, tmp_path) -> Bucket:
    settings.STORAGES = {**settings.STORAGES, **picture_storages(bucket.environ, tmp_path)}
    return bucket


def status(address: str) -> int:
    try:
        with urlopen(address, timeout=20) as response:
            return response.status
    except HTTPError as error:
        error.close()
        return error.code


# --- S3 -----------------------------------------------------------------------------------------------------------


def test_a_picture_on_s3_is_read_by_everybody_without_a_signature_and_kept_for_ever(on_s3: Bucket):
    picture_receive(product=make_product(), upload=SimpleUploadedFile("a.jpg", photos.jpeg()), by=make_user())
    pictures_render_due()
    image = ProductImage.objects.get()
    kinds = {image.original.name: "image/jpeg", rendition_name(image.original.name, 720): "image/webp"}
    for name, kind in kinds.items():
        address = default_storage.url(name)
        assert address == f"{on_s3.address}/{name}"
        with urlopen(address, timeout=20) as response:
            assert response.headers["Content-Type"] == kind
            assert response.headers["Cache-Control"] == FOREVER
            assert len(response.read()) > 100


def test_nobody_reads_the_original_on_s3(on_s3: Bucket):
    image = picture_attach(product=make_product(), data=photos.telltale())
    assert status(f"{on_s3.address}/private/{image.upload}") == 403
    assert status(f"{on_s3.address}/{image.upload}") in (403, 404)
    with storages["uploads"].open(image.upload) as file:
        assert file.read() == photos.telltale()


def test_a_page_asks_s3_nothing(client, settings, tmp_path, django_assert_num_queries):
    image = picture_attach(product=make_product(), data=photos.jpeg())
    away = {
        "AWS_STORAGE_BUCKET_NAME": "market",
        "AWS_S3_ENDPOINT_URL": f"http://127.0.0.1:{free_port()}",  # where nobody listens
    }
    settings.STORAGES = {**settings.STORAGES, **picture_storages(away, tmp_path)}
    listing = image.product
    for page in ("/fr/catalogue/", f"/fr/catalogue/{listing.slug}_{listing.pk}/"):
        body = client.get(page).content.decode()
        assert f"{away['AWS_S3_ENDPOINT_URL']}/market/{rendition_name(image.original.name, 360)} 360w" in body
        assert "Signature" not in body


@pytest.mark.parametrize(
    ("named", "origin", "address"),
    [
        ({}, "https://goods.s3.amazonaws.com", "https://goods.s3.amazonaws.com/a.jpg"),
        (
            {"AWS_S3_REGION_NAME": "eu-west-3"},
            "https://goods.s3.eu-west-3.amazonaws.com",
            "https://goods.s3.eu-west-3.amazonaws.com/a.jpg",
        ),
        (
            {"AWS_S3_ENDPOINT_URL": "https://s3.example.org:9000/"},
            "https://s3.example.org:9000",
            "https://s3.example.org:9000/goods/a.jpg",
        ),
        (
            {"AWS_S3_CUSTOM_DOMAIN": "pictures.example.org", "AWS_S3_ENDPOINT_URL": "https://s3.example.org"},
            "https://pictures.example.org",
            "https://pictures.example.org/a.jpg",
        ),
    ],
)
def test_pages_may_load_pictures_from_the_bucket_and_from_nowhere_else(settings, tmp_path, named, origin, address):
    environ = {"AWS_STORAGE_BUCKET_NAME": "goods", **named}
    assert picture_origins(environ) == [origin]
    settings.STORAGES = {**settings.STORAGES, **picture_storages(environ, tmp_path)}
    assert default_storage.url("a.jpg") == address


def test_a_bucket_without_acls_is_asked_for_none(tmp_path):
    made = picture_storages({"AWS_STORAGE_BUCKET_NAME": "goods", "AWS_DEFAULT_ACL": ""}, tmp_path)
    assert [made[name]["OPTIONS"]["default_acl"] for name in ("default", "uploads")] == [None, None]


def test_the_variables_of_the_readme_lead_to_the_bucket(bucket: Bucket):
    program = (
        "import django; django.setup()\n"
        "from django.conf import settings\n"
        "from django.core.files.storage import default_storage\n"
        "print(settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src'][-1], default_storage.url('a.jpg'))\n"
        "print(default_storage.exists('readyz'))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=False,
        env={**os.environ, **bucket.environ, "DJANGO_SETTINGS_MODULE": "marketplace.settings.development"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    origin = bucket.environ["AWS_S3_ENDPOINT_URL"]
    assert done.stdout.split() == [origin, f"{bucket.address}/a.jpg", "False"]


# --- the disk -----------------------------------------------------------------------------------------------------


def test_a_picture_on_the_disk_is_kept_for_ever_by_browsers_of_every_language(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = picture_attach(product=make_product(), data=photos.jpeg())
    kinds = {image.original.name: "image/jpeg", rendition_name(image.original.name, 720): "image/webp"}
    for name, kind in kinds.items():
        response = client.get(default_storage.url(name))
        assert b"".join(response.streaming_content)
        assert response["Content-Type"] == kind
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert not response.has_header("Vary")
        assert not response.cookies


@pytest.mark.parametrize("name", ["secret.txt", "products/x/page.svg", "products/x/0123.html", "mail/a.jpg"])
def test_nothing_else_on_the_disk_has_an_address(client, settings, tmp_path, name):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("not for you")
    assert client.get(f"/media/{name}").status_code == 404


def test_nobody_reads_the_original_on_the_disk(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = {**settings.STORAGES, **picture_storages({}, tmp_path)}
    image = picture_attach(product=make_product(), data=photos.telltale())
    for address in (image.upload, f"uploads/{image.upload}", f"../uploads/{image.upload}", f"products/{image.upload}"):
        assert client.get(f"/media/{address}").status_code == 404
    path = Path(storages["uploads"].path(image.upload))
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_a_picture_that_is_not_there_is_not_cached(client):
    response = client.get("/media/products/x/0123456789abcdef-1.jpg")
    assert response.status_code == 404
    assert "immutable" not in response.get("Cache-Control", "")

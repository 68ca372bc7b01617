"""Pictures: turned upright, stripped, rendered in widths, and refused when they are none."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from catalogue.pictures import NotAPicture, picture_attach, rendition_name
from tests.factories import make_product

pytestmark = pytest.mark.django_db


def photo(width: int = 1500, height: int = 1000, colour: str = "#A83F24", orientation: int | None = None) -> bytes:
    picture, buffer, exif = Image.new("RGB", (width, height), colour), BytesIO(), Image.Exif()
    if orientation:
        exif[0x0112] = orientation
        exif[0x010F] = "Camera of somebody"
    picture.save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


def test_a_phone_photo_is_turned_upright_and_loses_its_hidden_data():
    image = picture_attach(product=make_product(), data=photo(orientation=6))
    assert (image.width, image.height) == (1000, 1500)
    with default_storage.open(image.original.name) as file:
        stored = Image.open(file)
        assert stored.size == (1000, 1500)
        assert not stored.getexif()


def test_every_rendition_on_the_row_is_in_the_storage():
    image = picture_attach(product=make_product(), data=photo())
    assert image.renditions == [320, 640, 1200]
    for width in image.renditions:
        with default_storage.open(rendition_name(image.original.name, width)) as file:
            rendition = Image.open(file)
            assert (rendition.format, rendition.width) == ("WEBP", width)


def test_a_small_picture_is_not_blown_up():
    assert picture_attach(product=make_product(), data=photo(200, 250)).renditions == [200]


def test_the_placeholder_is_the_nearest_colour_of_the_palette():
    assert picture_attach(product=make_product(), data=photo(colour="#2F3FA8")).palette == 1


@pytest.mark.parametrize("data", [b"", b"hello", photo()[:500], b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(NotAPicture):
        picture_attach(product=make_product(), data=data)

"""Pictures: turned upright, stripped, in the web's colours and in widths, or refused with words; on disk and on S3."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation
from PIL import Image

from catalogue import pictures
from catalogue.choices import PictureState
from catalogue.models import ProductImage, StagedEdit
from catalogue.pictures import NotAPicture, PictureTooLarge, PictureTooSmall, picture_check, rendition_name
from catalogue.services.forget import pictures_forget
from catalogue.services.picture import (
    MOST_PICTURES,
    TooManyPictures,
    picture_attach,
    picture_receive,
    picture_remove,
    pictures_order,
    pictures_render_due,
)
from tests.factories import make_product, make_user

from . import photos

pytestmark = pytest.mark.django_db


def upload(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("IMG_2041.HEIC", data, "image/whatever")


def receive(product, data: bytes, **fields) -> ProductImage:
    return picture_receive(product=product, upload=upload(data), by=make_user(), **fields)


def shown(image: ProductImage, width: int | None = None) -> Image.Image:
    name = rendition_name(image.original.name, width) if width else image.original.name
    with default_storage.open(name) as file:
        return Image.open(BytesIO(file.read()))


def colour(image: ProductImage, at: tuple[int, int] = (250, 250)) -> tuple[int, int, int]:
    return shown(image).getpixel(at)


def near(one: tuple, other: tuple, tolerance: int = 6) -> bool:
    return all(abs(a - b) <= tolerance for a, b in zip(one, other, strict=True))


# --- what is made of a picture ------------------------------------------------------------------------------------


def test_a_photo_waits_until_a_worker_rendered_it(storage):
    image = receive(make_product(), photos.jpeg())
    assert (image.state, image.display_order) == (PictureState.WAITING, 0)
    assert not ProductImage.objects.exists()
    assert pictures_render_due() == 1
    image = ProductImage.objects.get()
    assert (image.state, image.width, image.height) == (PictureState.READY, 1200, 800)
    assert image.renditions == [360, 720, 1200]
    for width in image.renditions:
        rendition = shown(image, width)
        assert (rendition.format, rendition.size) == ("WEBP", (width, round(width * 2 / 3)))
    assert (shown(image).format, shown(image).size) == ("JPEG", (1200, 800))
    assert pictures_render_due() == 0


def test_the_original_is_kept_as_it_came(storage):
    data = photos.telltale()
    image = receive(make_product(), data)
    pictures_render_due()
    with storages["uploads"].open(image.upload) as file:
        assert file.read() == data


def test_a_phone_photo_is_turned_upright_and_loses_its_hidden_data(storage):
    image = picture_attach(product=make_product(), data=photos.telltale(orientation=6))
    assert (image.width, image.height) == (1000, 1500)
    for width in (None, *image.renditions):
        picture = shown(image, width)
        assert picture.height > picture.width
        assert not picture.getexif()
        assert not {"comment", "xmp", "exif", "icc_profile"} & set(picture.info)
        name = rendition_name(image.original.name, width) if width else image.original.name
        with default_storage.open(name) as file:
            assert photos.SECRET.encode() not in file.read()


@pytest.mark.parametrize(("orientation", "upright"), [(1, False), (3, False), (6, True), (8, True)])
def test_every_way_of_holding_a_phone_ends_upright(orientation, upright):
    image = picture_attach(product=make_product(), data=photos.telltale(orientation))
    assert (image.height > image.width) is upright


def test_an_iphones_wide_colours_become_the_webs():
    raw = (200, 100, 50)
    data = photos.jpeg(colour="rgb(200, 100, 50)", icc_profile=photos.display_p3(), quality=98)
    red, green, blue = colour(picture_attach(product=make_product(), data=data))
    assert red > raw[0] + 6
    assert green < raw[1] + 4
    assert blue < raw[2] - 6


def test_a_profile_that_cannot_be_read_is_passed_over():
    data = photos.jpeg(colour="rgb(200, 100, 50)", icc_profile=b"no profile at all" * 20)
    assert near(colour(picture_attach(product=make_product(), data=data)), (200, 100, 50))


def test_a_printers_four_colours_become_three():
    data = photos.jpeg(colour="rgb(200, 100, 50)", mode="CMYK")
    assert near(colour(picture_attach(product=make_product(), data=data)), (200, 100, 50), 12)


def test_a_grey_photo_stays_grey():
    assert near(
        colour(picture_attach(product=make_product(), data=photos.jpeg(colour="#888888", mode="L"))), (136,) * 3
    )


def test_sixteen_bits_are_not_clipped_to_white():
    data = photos.png(colour=40_000, mode="I;16")
    assert near(colour(picture_attach(product=make_product(), data=data)), (156,) * 3)


def test_what_is_transparent_shows_the_shops_paper():
    clear = picture_attach(product=make_product(), data=photos.png(colour=(0, 0, 0, 0), mode="RGBA"))
    assert near(colour(clear), pictures.PAPER)
    half = picture_attach(product=make_product(), data=photos.cut_out())
    assert near(colour(half, (100, 100)), pictures.PAPER)
    assert near(colour(half, (700, 100)), (47, 63, 168))


def test_of_an_animated_picture_the_first_frame_is_shown():
    assert near(colour(picture_attach(product=make_product(), data=photos.animated())), (192, 0, 0))


def test_a_small_picture_is_not_blown_up():
    assert picture_attach(product=make_product(), data=photos.jpeg(500, 400)).renditions == [360, 500]


def test_a_large_picture_is_not_shown_larger_than_pages_need():
    image = picture_attach(product=make_product(), data=photos.jpeg(4000, 5000))
    assert (image.width, image.height, image.renditions) == (1200, 1500, [360, 720, 1200])


def test_the_placeholder_is_the_nearest_colour_of_the_palette():
    assert picture_attach(product=make_product(), data=photos.jpeg(colour="#2F3FA8")).palette == 1


# --- what is refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data", [b"", b"hello", photos.jpeg()[:10], b"<svg xmlns='http://www.w3.org/2000/svg'/>", photos.gif()]
)
def test_what_is_no_photo_is_refused_at_once(data):
    with pytest.raises(NotAPicture):
        receive(make_product(), data)
    assert not ProductImage.whole.exists()


@pytest.mark.parametrize("data", [photos.bomb(), photos.bomb(9000, 5000), photos.bomb(7000, 5800)])
def test_more_pixels_than_a_photo_has_are_refused_before_they_are_decoded(data):
    with pytest.raises(PictureTooLarge):
        receive(make_product(), data)
    with pytest.raises(PictureTooLarge):
        pictures.picture_render(data)


def test_more_bytes_than_a_photo_has_are_refused():
    with pytest.raises(PictureTooLarge):
        receive(make_product(), photos.jpeg() + b"\0" * pictures.MOST_BYTES)


def test_a_picture_that_would_look_blurred_is_refused():
    with pytest.raises(PictureTooSmall):
        receive(make_product(), photos.jpeg(1500, 399))
    assert receive(make_product(), photos.jpeg(1500, 400))


def test_the_file_is_judged_by_what_it_is_not_by_its_name():
    assert picture_check(BytesIO(photos.png()), 1) == "png"
    assert picture_check(BytesIO(photos.animated()), 1) == "webp"


@pytest.mark.parametrize("kind", [NotAPicture, PictureTooLarge, PictureTooSmall, TooManyPictures])
def test_a_refusal_has_words(kind):
    with translation.override("en"):
        assert str(kind()).endswith(".")


def test_a_listing_has_eight_pictures_at_most():
    product = make_product()
    for number in range(MOST_PICTURES):
        assert receive(product, photos.jpeg(500, 400 + number)).display_order == number
    with pytest.raises(TooManyPictures):
        receive(product, photos.jpeg())
    assert receive(make_product(), photos.jpeg())


# --- afterwards ---------------------------------------------------------------------------------------------------


def test_a_picture_of_a_waiting_change_is_rendered_but_not_shown():
    product = make_product()
    edit = StagedEdit.objects.create(product=product, made_by=make_user())
    image = receive(product, photos.jpeg(), edit=edit)
    pictures_render_due()
    image = ProductImage.whole.get(pk=image.pk)
    assert image.state == PictureState.READY
    assert not product.images.exists()


def test_pictures_are_put_in_order():
    product = make_product()
    one, two, three = (receive(product, photos.jpeg(500, 400 + number)).pk for number in range(3))
    stranger = receive(make_product(), photos.jpeg()).pk
    pictures_order(product=product, ids=[three, stranger, one])
    assert list(ProductImage.whole.filter(product=product).values_list("pk", flat=True)) == [three, one, two]


def test_a_picture_of_another_listing_is_not_removed():
    image = receive(make_product(), photos.jpeg())
    with pytest.raises(ProductImage.DoesNotExist):
        picture_remove(picture_id=image.pk, product=make_product())
    assert ProductImage.whole.filter(pk=image.pk).exists()


def test_a_removed_pictures_files_are_forgotten_and_no_others(storage):
    product = make_product()
    gone, kept = (picture_attach(product=product, data=photos.jpeg(colour=hue)) for hue in ("#111111", "#EEEEEE"))
    waiting = receive(product, photos.png())
    picture_remove(picture_id=gone.pk, product=product)
    assert pictures_forget() == 0  # a page in some cache may still show it
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=True):
        assert pictures_forget() == 5
        assert pictures_forget() == 0
    assert not storages["uploads"].exists(gone.upload)
    assert not default_storage.exists(gone.original.name)
    assert storages["uploads"].exists(waiting.upload)
    assert storages["uploads"].exists(kept.upload)
    assert default_storage.exists(rendition_name(kept.original.name, 360))


def test_the_same_photo_twice_is_the_same_file(storage):
    product = make_product()
    one, two = (picture_attach(product=product, data=photos.jpeg()) for _ in range(2))
    assert one.original.name == two.original.name
    picture_remove(picture_id=one.pk, product=product)
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=True):
        assert pictures_forget() == 0
    assert shown(two).size == (1200, 800)

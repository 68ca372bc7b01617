"""Listings on their way to the market: photos, categories, drafts that only want submitting."""

from io import BytesIO
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from oscar.apps.catalogue.models import Category
from PIL import Image

from catalogue.models import Product, ProductImage
from catalogue.services.life import listing_submit
from catalogue.services.listing import listing_create
from catalogue.services.picture import picture_attach
from cooperatives.models import Cooperative
from marketplace.shop.partner.services import offer_set

from .catalogue import make_product_class
from .cooperatives import make_cooperative, make_user

_numbers = count(1)


def make_photo(width: int = 500, height: int = 625) -> bytes:
    """A JPEG that no other call makes: the colours of one and the next lie so far apart that JPEG keeps them apart."""
    number = next(_numbers)
    buffer = BytesIO()
    colour = (number * 37 % 256, number * 101 % 256, 90 + number // 256 * 40 % 160)
    Image.new("RGB", (width, height), colour).save(buffer, "JPEG")
    return buffer.getvalue()


def make_upload(data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("IMG_2041.jpg", data if data is not None else make_photo(), "image/jpeg")


def make_picture(product: Product) -> ProductImage:
    """A picture of a listing, ready to be shown."""
    return picture_attach(product=product, data=make_photo())


def make_category(code: str = "couscous", **fields) -> Category:
    found = Category.objects.filter(code=code).first()
    return found or Category.add_root(code=code, slug=code, **{"name_fr": code.title(), **fields})


def make_draft(cooperative: Cooperative | None = None, *, by=None, price: str = "45.00", **changes) -> Product:
    """A draft that lacks nothing."""
    make_category()
    make_product_class()
    wanted = {
        "title_fr": "Couscous complet", "description_fr": "Roulé à la main.", "category": "couscous",
        "product_class": "couscous", "net_quantity": 1000, "net_unit": "g", "weight_g": 1050,
    }  # fmt: skip
    cooperative = cooperative or make_cooperative()
    listing = listing_create(cooperative=cooperative, by=by or make_user(), changes={**wanted, **changes})
    make_picture(listing)
    offer_set(product=listing, price=price, stock=12)
    return listing


def make_submitted(cooperative: Cooperative | None = None, *, by=None, **changes) -> Product:
    """A listing that waits for the delegation."""
    draft = make_draft(cooperative, by=by, **changes)
    return listing_submit(product_id=draft.pk, by=by or make_user())

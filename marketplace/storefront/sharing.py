"""Which picture a shared page shows, and where it is: `/og/<kind>/<language>/<key>-<mark>.jpg`.

The mark is made of all that is drawn, so a picture is kept for ever and a change has a new address; pages only write
the address, the drawing waits until somebody asks for it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import astuple, dataclass

from django.conf import settings
from django.core.files.storage import Storage, default_storage
from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from catalogue.models import Product, ProductImage
from catalogue.pictures import rendition_name
from cooperatives.models import Cooperative
from marketplace.places.models import Province
from marketplace.stories.models import Story

from .cards import cards_of
from .listings import listings
from .posters import PHOTO_WIDTH, Drawing, arabic_can_be_drawn, poster_jpeg
from .product import ProductPage
from .region import ProvincePage
from .storefronts import CooperativePage
from .stories import ShownStory, StoryPage

# The Arabic font has letters and little else: brackets and quotation marks are left out, dashes and colons become
# commas, and a name that still holds something else (digits, Latin letters) is drawn in French.
_DROPPED = str.maketrans({**dict.fromkeys('()[]«»"“”…!', ""), **dict.fromkeys(":·–—-", "،"), ".": ""})
_ARABIC = re.compile(r"[\u0600-\u06FF\s]*")


@dataclass(frozen=True)
class Poster:
    """A picture to share. key: which one of its kind."""

    kind: str
    key: str
    drawing: Drawing
    storage: Storage

    @property
    def mark(self) -> str:
        return hashlib.blake2b(repr(astuple(self.drawing)).encode(), digest_size=6).hexdigest()

    @property
    def url(self) -> str:
        return reverse("poster", args=[self.kind, get_language() or "fr", self.key, self.mark])

    def jpeg(self) -> bytes:
        return poster_jpeg(self.drawing, self.storage)


def poster_of(page: object) -> Poster:
    """Of what a page shows (its context's `shown`); pages without a picture of their own have the market's."""
    if isinstance(page, ProductPage):
        return _product(page.card.listing, page.card.image)
    if isinstance(page, CooperativePage):
        return _cooperative(page.cooperative)
    if isinstance(page, StoryPage):
        return _story(page.story)
    return _province(page.province) if isinstance(page, ProvincePage) else _market()


def poster_find(kind: str, key: str) -> Poster:
    """The present one of this kind and key, in the active language. Raises Http404 where the page would."""
    poster = _FINDERS[kind](key) if kind in _FINDERS else None
    if poster is None:
        raise Http404
    return poster


def _found_product(key: str) -> Poster | None:
    cards = cards_of(listings().filter(pk=key)) if key.isdecimal() else []
    return _product(cards[0].listing, cards[0].image) if cards else None


def _found_cooperative(key: str) -> Poster | None:
    cooperative = Cooperative.objects.in_directory().with_places().filter(slug=key).first()
    return _cooperative(cooperative) if cooperative else None


def _found_story(key: str) -> Poster | None:
    story = Story.objects.published().filter(slug=key).first()
    return _story(ShownStory(story)) if story else None


def _found_province(key: str) -> Poster | None:
    province = Province.objects.filter(slug=key).first()
    return _province(province) if province else None


_FINDERS = {
    "product": _found_product,
    "cooperative": _found_cooperative,
    "story": _found_story,
    "province": _found_province,
    "market": lambda key: _market() if key == "taawon" else None,
}


def _product(listing: Product, image: ProductImage | None) -> Poster:
    maker = listing.cooperative
    return _poster(
        "product", str(listing.pk), maker, lambda: (listing.title, maker.name), image, is_whole=listing.is_unique
    )


def _cooperative(cooperative: Cooperative) -> Poster:
    return _poster("cooperative", cooperative.slug, cooperative, lambda: (cooperative.name, cooperative.province.name))


def _story(story: ShownStory) -> Poster:
    maker = story.cooperative
    return _poster("story", story.story.slug, maker, lambda: (story.title, maker.name), story.image)


def _province(province: Province) -> Poster:
    return _poster("province", province.slug, None, lambda: (province.name, province.known_for))


def _market() -> Poster:
    def words() -> tuple[str, str]:
        return _("From their hands to your table"), _("The market of the cooperatives of Marrakech-Safi")

    return _poster("market", "taawon", None, words)


def _poster(
    kind: str,
    key: str,
    maker: Cooperative | None,
    words: Callable[[], tuple[str, str]],
    image: ProductImage | None = None,
    *,
    is_whole: bool = False,
) -> Poster:
    """words: gives (title, line) in the active language."""
    (title, line), is_arabic = _readable(words)
    drawing = Drawing(
        title=title,
        line=line,
        craft=maker.craft if maker else "crafts",
        slug=maker.slug if maker else key,
        name=settings.OSCAR_SHOP_NAME,
        is_arabic=is_arabic,
        photo=_photo(image) if image else "",
        is_whole=is_whole,
    )
    return Poster(kind, key, drawing, image.original.storage if image else default_storage)


def _readable(words: Callable[[], tuple[str, str]]) -> tuple[tuple[str, str], bool]:
    """The words as they can be drawn, and whether they are Arabic."""
    if get_language() != "ar":
        return words(), False
    title, line = (text.replace(" (", "، ").translate(_DROPPED) for text in words())
    if arabic_can_be_drawn() and _ARABIC.fullmatch(title + line):
        return (title, line), True
    with override("fr"):
        return words(), False


def _photo(image: ProductImage) -> str:
    """The smallest rendition that fills the frame, else the original."""
    wide = [width for width in image.renditions if width >= PHOTO_WIDTH]
    return rendition_name(image.original.name, min(wide)) if wide else image.original.name

"""Still lifes for the demo's listings: drawn, never photographed, so the demo shows nobody's goods as another's.

They go through the same upload as a member's photo. The same subject and seed always give the same picture.
"""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image

from marketplace.demo.pictures import baskets, bottles, dairy, grains, herbs, honey, keepsakes, lodging, orchard, rugs
from marketplace.demo.pictures.kit import Art

_DRAWN: dict[str, Callable[[Art], None]] = {
    "couscous": grains.couscous,
    "couscous_bag": grains.couscous_bag,
    "cheese_herbs": dairy.cheese_herbs,
    "cheese_fresh": dairy.cheese_fresh,
    "cheese_aged": dairy.cheese_aged,
    "argan_bottle": bottles.argan_bottle,
    "olive_bottle": bottles.olive_bottle,
    "honey_jar": honey.honey_jar,
    "cumin_sack": grains.cumin_sack,
    "walnuts": orchard.walnuts,
    "apples": orchard.apples,
    "rug": rugs.rug,
    "thuya_box": keepsakes.thuya_box,
    "soap": keepsakes.soap,
    "cosmetic_bottle": bottles.cosmetic_bottle,
    "herbs": herbs.herbs,
    "lodging": lodging.lodging,
    "basket": baskets.basket,
}
SUBJECTS: tuple[str, ...] = tuple(_DRAWN)


def draw(subject: str, seed: int) -> Image.Image:
    """A still life of 1200 x 1500 pixels (4:5, RGB); seeds that follow one another look different.

    Raises ValueError for a subject that is not in SUBJECTS.
    """
    if subject not in _DRAWN:
        raise ValueError(f"no still life of {subject!r}; there are {', '.join(SUBJECTS)}")
    art = Art(subject, seed)
    _DRAWN[subject](art)
    return art.finished()

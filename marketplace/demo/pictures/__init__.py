"""Still lifes for the demo's listings: drawn, never photographed, so the demo shows nobody's goods as another's.

They go through the same upload as a member's photo. The same subject and seed always give the same picture.
"""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image

from marketplace.demo.pictures import (
    apothecary,
    baskets,
    bottles,
    cellar,
    dairy,
    dried,
    grains,
    hats,
    herbs,
    honey,
    keepsakes,
    lanterns,
    lathe,
    lesson,
    lodging,
    loom,
    orchard,
    outings,
    pantry,
    pottery,
    rugs,
    spices,
    table,
    textiles,
    workshop,
)
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
    "star_rug": rugs.star_rug,
    "thuya_box": keepsakes.thuya_box,
    "soap": keepsakes.soap,
    "cosmetic_bottle": bottles.cosmetic_bottle,
    "herbs": herbs.herbs,
    "lodging": lodging.lodging,
    "basket": baskets.basket,
    "amlou_jar": pantry.amlou_jar,
    "caper_jar": pantry.caper_jar,
    "lemon_jar": pantry.lemon_jar,
    "spice_cones": spices.spice_cones,
    "almonds": dried.almonds,
    "dried_figs": dried.dried_figs,
    "raisins": dried.raisins,
    "olives_bowl": dried.olives_bowl,
    "biscuits": table.biscuits,
    "sellou": table.sellou,
    "yoghurt_pots": cellar.yoghurt_pots,
    "vinegar_bottle": cellar.vinegar_bottle,
    "babouches": workshop.babouches,
    "leather_bag": workshop.leather_bag,
    "brass_lantern": lanterns.brass_lantern,
    "thuya_bowl": lathe.thuya_bowl,
    "straw_hat": hats.straw_hat,
    "tajine": pottery.tajine,
    "pottery_plate": pottery.pottery_plate,
    "pottery_bowls": pottery.pottery_bowls,
    "hanbel": textiles.hanbel,
    "cushion": textiles.cushion,
    "loom": loom.loom,
    "essential_oil": apothecary.essential_oil,
    "tisane": apothecary.tisane,
    "washing_clay": apothecary.washing_clay,
    "balm": apothecary.balm,
    "mountain_walk": outings.mountain_walk,
    "hives": outings.hives,
    "lesson_table": lesson.lesson_table,
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

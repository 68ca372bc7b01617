"""What a cooperative can sell, as pictures to press: each category with its icon, and what its goods need to say."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.models import Category, Product, ProductClass

# Category -> the product class that says how its goods travel.
_CLASSES = {
    "couscous": "couscous",
    "cheese": "cheese",
    "oils": "oil",
    "spices": "spice",
    "honey": "honey",
    "nuts": "nuts",
    "herbs": "herbs",
    "fruit": "produce",
    "bakery": "nuts",
    "dairy": "cheese",
    "preserves": "spice",
    "spreads": "nuts",
    "carpets": "carpet",
    "wood": "woodcraft",
    "cosmetics": "cosmetics",
    "workshops": "tourism",
    "walks": "tourism",
    "stays": "tourism",
    "textiles": "textiles",
    "pottery": "pottery",
    "basketry": "basketry",
    "light": "brass",
    "leather": "leather",
    "soaps": "cosmetics",
    "scents": "cosmetics",
}
_ICONS = {code: f"kind-{code}" for code in _CLASSES}
_PIECES = {
    "carpet", "carpet-custom", "textiles", "pottery", "basketry", "brass", "leather", "woodcraft", "tourism",
}  # fmt: skip
# Sizes that these goods are mostly sold in: unit and quantity, in grams or millilitres.
_DRY = (("g", 250), ("g", 500), ("g", 1000), ("g", 5000))
_LIQUID = (("ml", 100), ("ml", 250), ("ml", 500), ("ml", 1000))
_SMALL = (("g", 50), ("g", 100), ("g", 250), ("g", 500))
_SIZES = {
    "oil": _LIQUID,
    "cosmetics": (("ml", 50), ("ml", 100), ("g", 100), ("piece", 1)),
    "spice": _SMALL,
    "herbs": _SMALL,
}


@dataclass(frozen=True)
class Kind:
    """One button of the page that asks what it is. code: of the category."""

    code: str
    name: str
    icon: str


def kinds() -> list[Kind]:
    """The categories that hold goods, in the order of the market's own menu."""
    leaves = Category.objects.filter(numchild=0, is_public=True).order_by("path")
    return [Kind(leaf.code, leaf.name, _ICONS.get(leaf.code, "box")) for leaf in leaves]


def class_for(category_code: str) -> str:
    """Code of the product class of a category's goods; empty when nobody has said it yet."""
    known = ProductClass.objects.filter(code__in=[_CLASSES.get(category_code, category_code)]).first()
    if known is None:
        sold = Product.objects.filter(categories__code=category_code, product_class__isnull=False)
        known = next((one.product_class for one in sold.select_related("product_class")[:1]), None)
    return known.code if known else ""


def is_eaten(class_code: str) -> bool:
    """Whether ingredients and allergens are asked for; what goes on the skin counts too."""
    return bool(class_code) and class_code not in _PIECES


def usual_sizes(class_code: str) -> tuple[tuple[str, int], ...]:
    """(unit, quantity) of the sizes to choose from."""
    return (("piece", 1),) if class_code in _PIECES else _SIZES.get(class_code, _DRY)

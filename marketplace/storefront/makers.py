"""Cooperatives as lists show them: with the number of their listings and a few pictures of what they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, Func, OuterRef, Q, QuerySet, Value

from catalogue.choices import PictureState, State
from catalogue.models import Product, ProductImage
from cooperatives.models import Certificate, Cooperative
from marketplace.places.choices import sort_key
from marketplace.places.models import Province

PICTURES = 3


@dataclass
class Maker:
    """A cooperative in a list, with its newest pictures."""

    cooperative: Cooperative
    images: list[ProductImage] = field(default_factory=list)

    @property
    def sells(self) -> bool:
        """False for an entry of the directory, which only has its published facts."""
        return self.cooperative.status == Cooperative.Status.ADMITTED


@dataclass
class ProvinceOfMakers:
    """A province with its cooperatives, by name."""

    province: Province
    makers: list[Maker]


def selling() -> list[Cooperative]:
    """Those that sell, by name; `listings` counts what each sells, `kinds` has the certificates its goods carry."""
    return _by_name(_counted(Cooperative.objects.selling()))


def makers_selling() -> list[Maker]:
    """Those that have something to sell, by name, with pictures."""
    return [maker for maker in _makers(Cooperative.objects.selling()) if maker.cooperative.listings]


def makers_listed() -> list[Maker]:
    """Those that sell and those of the directory, by name, with pictures."""
    return _makers(Cooperative.objects.in_directory())


def makers_of(cooperatives: QuerySet[Cooperative]) -> list[Maker]:
    """Those of the given ones, by name, with pictures."""
    return _makers(cooperatives)


def makers_found(keys: Sequence[str], *, most: int) -> list[Maker]:
    """The first of these that sell or are in the directory, with pictures. keys: primary keys as text, in order."""
    places = Func(Value([int(key) for key in keys]), F("pk"), function="array_position")
    first = Cooperative.objects.in_directory().filter(pk__in=keys).order_by(places).values("pk")[:most]
    found = {str(maker.cooperative.pk): maker for maker in _makers(Cooperative.objects.filter(pk__in=first))}
    return [found[key] for key in keys if key in found]


def by_province(makers: Iterable[Maker]) -> list[ProvinceOfMakers]:
    """Provinces by name, each with its cooperatives: those that sell come first."""
    groups: dict[str, ProvinceOfMakers] = {}
    for maker in makers:
        province = maker.cooperative.province
        groups.setdefault(province.pk, ProvinceOfMakers(province, [])).makers.append(maker)
    for group in groups.values():
        group.makers.sort(key=lambda maker: not maker.sells)
    return sorted(groups.values(), key=lambda group: sort_key(group.province.name))


def _counted(cooperatives: QuerySet[Cooperative]) -> QuerySet[Cooperative]:
    shown = Q(products__state=State.LIVE, products__is_public=True) & ~Q(products__structure="child")
    carried = Certificate.objects.valid().filter(cooperative=OuterRef("pk"), products__isnull=False)
    return cooperatives.with_places().annotate(
        listings=Count("products", filter=shown), kinds=ArraySubquery(carried.values("kind").distinct())
    )


def _makers(cooperatives: QuerySet[Cooperative]) -> list[Maker]:
    """Two queries, whatever their number."""
    newest = Product.objects.visible().filter(cooperative=OuterRef("pk")).order_by("-date_created", "-pk")
    shown = newest.filter(images__display_order=0, images__state=PictureState.READY, images__edit=None)
    found = _by_name(_counted(cooperatives).annotate(pictures=ArraySubquery(shown.values("images__pk")[:PICTURES])))
    wanted = [pk for cooperative in found for pk in cooperative.pictures]
    images = ProductImage.objects.in_bulk(wanted) if wanted else {}
    return [Maker(one, [images[pk] for pk in one.pictures if pk in images]) for one in found]


def _by_name(cooperatives: Iterable[Cooperative]) -> list[Cooperative]:
    return sorted(cooperatives, key=lambda cooperative: sort_key(cooperative.name))

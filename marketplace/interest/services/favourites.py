"""Favourites of a person with an account; a guest's lie in her browser until she signs in."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from catalogue.models import Product
from marketplace.accounts.models import User

from ..models import Favourite

# More than anybody looks through; keeps a script from filling the table.
MOST = 300


class Full(Exception):
    """There are as many favourites as may be."""


class Unknown(Exception):
    """No such listing can be seen."""


@transaction.atomic
def favourite_add(*, user: User, product_id: int) -> Favourite:
    """Keep a listing; one that is kept already stays where it is. Raises Unknown, Full."""
    User.objects.select_for_update().get(pk=user.pk)
    if known := Favourite.objects.filter(user=user, product=product_id).first():
        return known
    if not Product.objects.visible().filter(pk=product_id).exists():
        raise Unknown(product_id)
    if Favourite.objects.filter(user=user).count() >= MOST:
        raise Full
    return Favourite.objects.create(user=user, product_id=product_id)


def favourite_remove(*, user: User, product_id: int) -> None:
    """Let go of a listing."""
    Favourite.objects.filter(user=user, product=product_id).delete()


@transaction.atomic
def favourites_take(*, user: User, product_ids: Sequence[int]) -> None:
    """A guest signs in: what she kept becomes hers, the newest of them first; what is gone or too much is left."""
    User.objects.select_for_update().get(pk=user.pk)
    known = set(Favourite.objects.filter(user=user).values_list("product_id", flat=True))
    seen = set(Product.objects.visible().filter(pk__in=product_ids).values_list("pk", flat=True))
    new = [pk for pk in product_ids if pk in seen - known][: max(MOST - len(known), 0)]
    Favourite.objects.bulk_create([Favourite(user=user, product_id=pk) for pk in reversed(new)], ignore_conflicts=True)

"""What a person likes, as pages use it: which buttons are pressed, what is followed, what is waited for."""

from __future__ import annotations

from django.db.models import CharField, Value
from django.http import Http404, HttpRequest

from catalogue.models import Product
from cooperatives.models import Cooperative
from marketplace.interest.models import Favourite, Follow, StockAlert
from marketplace.shop.partner.models import StockRecord

from .favourites import guest_ids

KINDS = ("favourites", "follows", "alerts")


def pressed_of(request: HttpRequest) -> dict[str, list[int]]:
    """Ids of the buttons of public pages that are pressed for this visitor: one query, none for a guest."""
    pressed: dict[str, list[int]] = {kind: [] for kind in KINDS}
    if not request.user.is_authenticated:
        return pressed | {"favourites": guest_ids(request.COOKIES)}
    rows = _rows(Favourite, request.user, "favourites", "product_id").union(
        _rows(Follow, request.user, "follows", "cooperative_id"),
        _rows(StockAlert, request.user, "alerts", "product_id"),
        all=True,
    )
    for kind, pk in rows:
        pressed[kind].append(pk)
    return pressed


def _rows(model, user, kind: str, column: str):
    return model.objects.filter(user=user).values_list(Value(kind, output_field=CharField()), column)


def cooperative_to_follow(slug: str) -> Cooperative:
    """One that sells here. Raises Http404."""
    found = Cooperative.objects.selling().with_places().filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def cooperative_of(slug: str) -> Cooperative:
    """Any cooperative, so that one that is stopped can be let go of. Raises Http404."""
    found = Cooperative.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def product_to_wait_for(pk: int) -> Product:
    """A product or variant that can be seen. Raises Http404."""
    found = Product.objects.buyable().select_related("parent", "cooperative").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def is_there(product: Product) -> bool:
    """Whether it can be bought now, so that there is nothing to wait for."""
    record = StockRecord.objects.filter(product=product).first()
    return record is not None and record.available > 0


def follows_of(user) -> list[Follow]:
    """The cooperatives that she follows."""
    return list(Follow.objects.of(user))


def alerts_of(user) -> list[StockAlert]:
    """What she waits for."""
    return list(StockAlert.objects.of(user))

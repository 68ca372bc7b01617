"""Nobody reaches another cooperative: every address of the seller door, taken from the URL resolver, x every stranger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone, translation

from cooperatives.models import Cooperative, Membership
from marketplace.accounts.models import User
from marketplace.shop.order.models import CooperativeOrder
from marketplace.shop.order.services.fulfil import part_accept, part_ship
from tests.factories import make_cooperative, make_member, make_order, make_product, make_user

pytestmark = pytest.mark.django_db

# The one page that belongs to no cooperative.
NOBODYS = {"index"}
LANGUAGES = ("fr", "ar", "en")


@dataclass
class Street:
    """Two cooperatives that sold something in the same purchase; ours is the one strangers look at."""

    ours: Cooperative
    theirs: Cooperative
    part: CooperativeOrder

    @property
    def values(self) -> dict[str, Callable[[], object]]:
        """How each parameter of a seller address is filled so that it names something of ours."""
        return {
            "cooperative": lambda: self.ours.slug,
            "pk": lambda: self.part.pk,
            "parcel": lambda: self.part.parcels.get().pk,
        }

    @property
    def secrets(self) -> tuple[str, ...]:
        return ("Couscous secret", "Cooperative Secrete", self.part.order.number, "Salma", "0612345678", "06 12 34 56")


def seller_patterns() -> dict[str, URLPattern]:
    """name -> pattern of everything in the namespace `seller`, however deep."""

    def walk(resolver: URLResolver, inside: bool) -> Iterator[URLPattern]:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                yield from walk(entry, inside or entry.namespace == "seller")
            elif inside:
                yield entry

    with translation.override("fr"):
        return {pattern.name: pattern for pattern in walk(get_resolver(), False)}


NAMES = sorted(name or "unnamed" for name in seller_patterns())


@pytest.fixture
def street() -> Street:
    ours = make_cooperative("secrete", name_fr="Cooperative Secrete", name_ar="Cooperative Secrete")
    theirs = make_cooperative("autre")
    goods = {"title_fr": "Couscous secret", "title_ar": "Couscous secret", "title_en": "Couscous secret"}
    order = make_order((make_product(cooperative=ours, **goods), 2), (make_product(cooperative=theirs), 1))
    part = order.parts.get(cooperative=ours)
    part_accept(part_id=part.pk, by=None)
    # Half sent: every page of a part has something to show.
    part_ship(part_id=part.pk, by=None, quantities={part.lines.get().pk: 1})
    return Street(ours, theirs, part)


def neighbour(street: Street) -> User:
    return make_member(street.theirs)


def former_member(street: Street) -> User:
    user = make_member(street.ours)
    Membership.objects.filter(user=user).update(ended_at=timezone.now())
    return user


def inactive_member(street: Street) -> User:
    user = make_member(street.ours)
    User.objects.filter(pk=user.pk).update(is_active=False)
    return user


def shopper(street: Street) -> User:
    """Not even the one who bought it."""
    user = make_user()
    order = street.part.order
    order.user = user
    order.save(update_fields=["user"])
    return user


def administrator(street: Street) -> User:
    return make_user(is_staff=True, is_superuser=True)


def guest(street: Street) -> None:
    return None


STRANGERS = [neighbour, former_member, inactive_member, shopper, administrator, guest]


def address(street: Street, name: str) -> str:
    """The seller address of this name, about our cooperative's things. Fails for a parameter it cannot fill."""
    parameters = seller_patterns()[name].pattern.converters | _inherited(name)
    unknown = set(parameters) - set(street.values)
    assert not unknown, f"seller:{name} has {unknown}: say in Street.values how to fill it"
    return reverse(f"seller:{name}", kwargs={key: street.values[key]() for key in parameters})


def _inherited(name: str) -> dict:
    """Parameters of the includes above a pattern."""
    (possibility,) = get_resolver().reverse_dict.getlist(name) or [((("", []),), "", {}, {})]
    return possibility[3]


def test_every_seller_address_is_known_by_name():
    assert "unnamed" not in NAMES
    assert {"index", "home", "orders", "order", "slip", "accept", "pack", "send", "deliver", "decline"} <= set(NAMES)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in NOBODYS])
def test_every_address_but_the_index_belongs_to_a_cooperative(street: Street, name: str):
    assert f"/{street.ours.slug}/" in address(street, name)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("stranger", STRANGERS)
@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_finds_nothing(client: Client, street: Street, name: str, stranger, method: str):
    url, user = address(street, name), stranger(street)
    if user is not None:
        client.force_login(user)
    answer = getattr(client, method)(url, **({"data": {"reason": "closed"}} if method == "post" else {}))
    if user is None or not user.__class__.objects.get(pk=user.pk).is_active:
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("account_login"))
    elif name in NOBODYS:
        assert answer.status_code in (200, 302, 405)
    else:
        assert answer.status_code == 404
    body = answer.content.decode()
    assert not [secret for secret in street.secrets if secret in body]
    before = (street.part.status, street.part.reason)
    street.part.refresh_from_db()
    assert (street.part.status, street.part.reason) == before


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", [name for name in NAMES if name not in NOBODYS])
def test_a_member_of_another_cooperative_cannot_reach_our_part_through_her_own_address(
    client: Client, street: Street, name: str, method: str
):
    url = address(street, name)
    if f"/{street.part.pk}/" not in url:
        pytest.skip("no part in this address") if False else None
        return
    client.force_login(neighbour(street))
    hers = url.replace(f"/{street.ours.slug}/", f"/{street.theirs.slug}/")
    answer = getattr(client, method)(hers, **({"data": {"reason": "closed"}} if method == "post" else {}))
    assert answer.status_code == 404
    assert "Couscous secret" not in answer.content.decode()

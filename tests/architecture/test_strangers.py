"""Nobody reaches another cooperative: every address of the seller door, from the URL resolver, x every stranger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone
from oscar.apps.catalogue.reviews.models import ProductReview

from catalogue.models import Product, ProductImage, StagedEdit
from catalogue.services.listing import listing_edit
from cooperatives.models import Cooperative, Membership
from marketplace.accounts.models import User
from marketplace.money.models import BankAccount, Claim, ClaimPhoto, Paper, PayoutLine, Refund, TaxIdentity
from marketplace.money.rib import rib_shown
from marketplace.money.services.paper_files import papers_make_due
from marketplace.shop.order.models import CooperativeOrder
from marketplace.shop.order.services.fulfil import part_accept, part_ship
from marketplace.shop.voices.models import PartMessage, Question, ReviewReply
from marketplace.shop.voucher.models import Voucher
from tests.factories import (
    make_cooperative,
    make_member,
    make_order,
    make_picture,
    make_product,
    make_user,
    make_voucher,
)
from tests.factories.payouts import make_account, make_payout, make_rib
from tests.factories.voices import make_delivered, make_message, make_question, make_review

pytestmark = pytest.mark.django_db

# The one page that belongs to no cooperative.
NOBODYS = {"index"}


@dataclass
class Street:
    """Two cooperatives that sold something in the same purchase; ours is the one strangers look at."""

    ours: Cooperative
    theirs: Cooperative
    part: CooperativeOrder
    listing: Product

    @property
    def values(self) -> dict[str, Callable[[], object]]:
        """How each parameter of a seller address is filled so that it names something of ours."""
        return {
            "cooperative": lambda: self.ours.slug,
            "pk": lambda: self.part.pk,
            "parcel": lambda: self.part.parcels.get().pk,
            "listing": lambda: self.listing.pk,
            "picture": lambda: ProductImage.whole.get(product=self.listing).pk,
            "line": lambda: PayoutLine.objects.get(cooperative=self.ours).pk,
            "voucher": lambda: Voucher.objects.get(cooperative=self.ours).pk,
            "question": lambda: Question.objects.get(product=self.listing).pk,
            "review": lambda: ProductReview.objects.get(product=self.listing).pk,
            "paper": lambda: Paper.objects.filter(cooperative=self.ours).order_by("pk").first().pk,
            "claim": lambda: Claim.objects.get(part=self.part).pk,
            "edit": lambda: StagedEdit.objects.get(product=self.listing).pk,
        }

    @property
    def secrets(self) -> tuple[str, ...]:
        return (
            "SECRET20",
            "Couscous secret",
            "Cooperative Secrete",
            self.part.order.number,
            "Salma",
            "0612345678",
            "06 12 34 56",
            Paper.objects.filter(cooperative=self.ours).order_by("pk").first().label,
            "Demande discrete",
            "Avis discret",
            "Mot discret",
            "Titulaire Secret",
            make_rib(1),
            rib_shown(make_rib(1)),
            "Plainte discrete",
            "photo discrete",
        )


def seller_addresses() -> dict[str, set[str]]:
    """name -> parameters of every address in the namespace `seller`, however deep."""

    def walk(resolver: URLResolver, inside: bool, above: set[str]) -> Iterator[tuple[str, set[str]]]:
        for entry in resolver.url_patterns:
            parameters = above | set(entry.pattern.regex.groupindex)
            if isinstance(entry, URLResolver):
                yield from walk(entry, inside or entry.namespace == "seller", parameters)
            elif inside:
                yield entry.name or "unnamed", parameters

    return dict(walk(get_resolver(), False, set()))


ADDRESSES = seller_addresses()
ABOUT_ORDERS = sorted(name for name, parameters in ADDRESSES.items() if "pk" in parameters)
ABOUT_LISTINGS = sorted(name for name, parameters in ADDRESSES.items() if "listing" in parameters)
ABOUT_PAPERS = sorted(name for name, parameters in ADDRESSES.items() if "paper" in parameters)


@pytest.fixture
def street() -> Street:
    ours = make_cooperative("secrete", name_fr="Cooperative Secrete", name_ar="Cooperative Secrete")
    theirs = make_cooperative("autre")
    goods = {"title_fr": "Couscous secret", "title_ar": "Couscous secret", "title_en": "Couscous secret"}
    listing = make_product(cooperative=ours, **goods)
    make_picture(listing)
    listing_edit(product_id=listing.pk, by=make_member(ours), changes={"title_fr": "Couscous secret, tamisé"})
    make_voucher("SECRET20", cooperative=ours)
    order = make_order((listing, 2), (make_product(cooperative=theirs), 1))
    part = order.parts.get(cooperative=ours)
    part_accept(part_id=part.pk, by=None)
    make_question(listing, words="Demande discrete")
    make_review(listing, title="Avis discret")
    make_message(part, "Mot discret")
    make_account(ours, rib=make_rib(1), holder="Titulaire Secret")
    make_payout(listing)
    claim = Claim.objects.create(part=part, kind="damaged", words="Plainte discrete", answer_by=timezone.now())
    ClaimPhoto.objects.create(claim=claim, jpeg=b"photo discrete")
    # Half sent: every page of a part has something to show.
    part_ship(part_id=part.pk, by=None, quantities={part.lines.get().pk: 1})
    # Only the delivery of another order has an invoice: this one is half sent.
    make_delivered(listing)
    papers_make_due()
    return Street(ours, theirs, part, listing)


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
    unknown = ADDRESSES[name] - set(street.values)
    assert not unknown, f"seller:{name} has {unknown}: say in Street.values how to fill it"
    return reverse(f"seller:{name}", kwargs={key: street.values[key]() for key in ADDRESSES[name]})


PRESSED = {"reason": "closed", "carrier": "own", "words": "x", "rib": make_rib(2), "holder": "X"}


def asked(client: Client, method: str, url: str) -> HttpResponse:
    return client.get(url) if method == "get" else client.post(url, PRESSED)


def assert_nothing_happened(street: Street) -> None:
    street.part.refresh_from_db()
    assert (street.part.status, street.part.reason, street.part.parcels.count()) == ("accepted", "", 1)
    listing = Product.objects.get(pk=street.listing.pk)
    assert (listing.state, listing.title_fr) == ("live", "Couscous secret")
    assert ProductImage.whole.filter(product=listing).count() == 1
    assert StagedEdit.objects.get(product=listing).state == "waiting"
    assert Product.objects.of(street.ours).count() == 1
    assert not Paper.objects.filter(kind="slip").exists()
    assert not TaxIdentity.objects.exists()
    assert Voucher.objects.get().ends_at > timezone.now()
    assert Question.objects.get().answered_at is None
    assert not ReviewReply.objects.exists()
    assert PartMessage.objects.get().read_at is None
    assert BankAccount.objects.count() == 1
    assert (Claim.objects.get().state, Refund.objects.count()) == ("open", 0)
    assert street.part.parcels.get().refused_at is None


def test_every_address_has_a_name_and_belongs_to_a_cooperative(street: Street):
    assert "unnamed" not in ADDRESSES
    assert len(ABOUT_ORDERS) >= 9
    assert len(ABOUT_LISTINGS) >= 15
    assert len(ABOUT_PAPERS) >= 2
    for name in set(ADDRESSES) - NOBODYS:
        assert f"/{street.ours.slug}/" in address(street, name)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_finds_nothing_at_any_address(client: Client, street: Street, stranger, method: str):
    user = stranger(street)
    if user is not None:
        client.force_login(user)
    for name in ADDRESSES:
        answer = asked(client, method, address(street, name))
        if stranger in (guest, inactive_member):
            assert answer.status_code == 302, name
            assert answer.url.startswith(reverse("account_login")), name
        elif name in NOBODYS:
            assert answer.status_code in (200, 302, 405), name
        else:
            assert answer.status_code == 404, name
        body = answer.content.decode()
        assert not [secret for secret in street.secrets if secret in body], name
    assert_nothing_happened(street)


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_another_cooperatives_is_not_below_ones_own_address(client: Client, street: Street, method: str):
    client.force_login(neighbour(street))
    for name in (*ABOUT_ORDERS, *ABOUT_LISTINGS, *ABOUT_PAPERS, "payout", "code-end", "question", "review-reply"):
        hers = address(street, name).replace(f"/{street.ours.slug}/", f"/{street.theirs.slug}/")
        answer = asked(client, method, hers)
        assert answer.status_code == 404, name
        assert "Couscous secret" not in answer.content.decode()
    assert_nothing_happened(street)


def test_the_same_addresses_open_for_a_member(client: Client, street: Street):
    """Else a wrong address would prove nothing: it is the person that is refused."""
    client.force_login(make_member(street.ours))
    for name in ADDRESSES:
        assert client.get(address(street, name)).status_code in (200, 302), name

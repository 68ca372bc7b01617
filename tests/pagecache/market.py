"""A small market with something on every public page, and what its readers see of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.test import Client, override_settings

from catalogue.models import Product
from cooperatives.models import Certificate, Cooperative
from marketplace.accounts.models import User
from marketplace.programmes.models import Event, Programme
from marketplace.stories.models import Story
from tests.factories import make_carrier, make_cooperative, make_member, make_product, make_user
from tests.factories.listings import make_category, make_picture
from tests.factories.programmes import make_event, make_programme
from tests.factories.stories import make_story
from tests.storefront.public import address

# Address -> status and bytes.
Pages = dict[str, tuple[int, bytes]]


@dataclass
class SmallMarket:
    """Two cooperatives, the first with a story, a certificate and two listings, one of them with a picture."""

    cooperative: Cooperative
    honey: Product
    bread: Product
    foreign: Product
    story: Story
    certificate: Certificate
    programme: Programme
    event: Event
    member: User
    moderator: User

    @property
    def pages(self) -> list[str]:
        """Every kind of public page."""
        return [
            *("/fr/", "/fr/catalogue/", "/fr/catalogue/?category=couscous", "/fr/search/?certificate=organic"),
            *("/fr/cooperatives/", "/fr/stories/", "/fr/provinces/"),
            *("/fr/programmes/", "/fr/news/", "/fr/delivery-returns/"),
            *(f"/fr/cooperatives/{self.cooperative.slug}/", f"/fr/stories/{self.story.slug}/"),
            *(f"/fr/provinces/{self.cooperative.province.slug}/", f"/fr/programmes/{self.programme.code}/"),
            f"/fr/news/{self.event.slug}/",
            *(address(self.honey), f"{address(self.bread)}?city=marrakech", address(self.foreign)),
        ]

    def as_it_is(self) -> Pages:
        """What is on the pages now, with nothing that was kept."""
        with override_settings(PAGE_CACHE=False, READINGS_KEPT=False):
            return seen(Client(), self.pages)


def seen(reader: Client, pages: Iterable[str]) -> Pages:
    """What a reader sees on these pages."""
    answers = {page: reader.get(page) for page in pages}
    return {page: (answer.status_code, answer.content) for page, answer in answers.items()}


def make_market() -> SmallMarket:
    make_carrier()
    shelf = make_category()
    cooperative = make_cooperative("ruches")
    certificate = Certificate.objects.create(cooperative=cooperative, kind="organic", number="BIO-7")
    honey, bread = (make_product(title, cooperative=cooperative, stock=10) for title in ("Miel", "Pain"))
    foreign = make_product("Tapis")  # on no shelf: no other goods stand on its page
    for listing in (honey, bread):
        listing.categories.add(shelf)
        listing.certificates.add(certificate)
    make_picture(honey)
    programme = make_programme()
    event = make_event(programme=programme)
    event.cooperatives.add(cooperative)
    return SmallMarket(
        cooperative=cooperative, honey=honey, bread=bread, foreign=foreign, certificate=certificate,
        story=make_story(cooperative, listings=[honey]), programme=programme, event=event,
        member=make_member(cooperative), moderator=make_user(is_moderator=True),
    )  # fmt: skip

"""What the seller's product pages read, always through one cooperative's own listings."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from catalogue import columns
from catalogue.choices import EditState, PictureState, State
from catalogue.completeness import missing
from catalogue.models import Decision, Product, ProductImage, StagedEdit
from catalogue.services.album import current_edit
from cooperatives.models import Certificate, Cooperative
from marketplace.money.commission import Terms, terms_now
from marketplace.shop.partner.models import StockRecord

from .kinds import is_eaten
from .listing_standing import ListingStanding, standing_of

PER_PAGE = 20
CAN_BE_WRITTEN = (State.DRAFT, State.CHANGES_ASKED, State.LIVE, State.PAUSED)

# Filters of the list, in their order on the page.
FILTERS = {
    "": _("All products"),
    "to-change": _("To change"),
    "waiting": _("With the delegation"),
    "live": _("For sale"),
    "paused": _("Paused"),
    "draft": _("Not finished"),
    "archived": _("Archived"),
}
_TO_CHANGE = Q(state=State.CHANGES_ASKED) | Q(edit_state=EditState.REFUSED, state__in=(State.LIVE, State.PAUSED))
_WAITING = Q(state=State.SUBMITTED) | Q(edit_state=EditState.WAITING, state__in=(State.LIVE, State.PAUSED))
_FILTERED = {
    "to-change": _TO_CHANGE,
    "waiting": _WAITING,
    "live": Q(state=State.LIVE),
    "paused": Q(state=State.PAUSED),
    "draft": Q(state=State.DRAFT),
    "archived": Q(state=State.ARCHIVED),
}


@dataclass(frozen=True)
class Offer:
    """One thing that is sold: the listing itself, or a variant. record: None while it has no price."""

    product: Product
    record: StockRecord | None

    @property
    def price(self) -> Decimal | None:
        return self.record.price if self.record else None

    @property
    def available(self) -> int:
        return self.record.available if self.record else 0


class ListingCard:
    """A listing in the list: picture, name, prices, stock, where it stands."""

    def __init__(self, listing: Product):
        self.listing = listing

    @cached_property
    def offers(self) -> list[Offer]:
        sold = self.listing.children.all() if self.listing.is_parent else [self.listing]
        return [Offer(product, next(iter(product.stockrecords.all()), None)) for product in sold]

    @property
    def prices(self) -> list[Decimal]:
        """The least and, where it is another, the greatest."""
        known = [offer.price for offer in self.offers if offer.price]
        return sorted({min(known), max(known)}) if known else []

    @property
    def available(self) -> int:
        return sum(offer.available for offer in self.offers)

    @property
    def picture(self) -> ProductImage | None:
        return next((one for one in self.pictures if one.state == PictureState.READY), None)

    @property
    def is_preparing(self) -> bool:
        """A picture is on its way."""
        return not self.picture and any(one.state == PictureState.WAITING for one in self.pictures)

    @property
    def pictures(self) -> list[ProductImage]:
        return self.listing.album

    @property
    def standing(self) -> ListingStanding:
        return standing_of(self.listing.state, self.listing.edit_state, sold_out=self.is_sold_out)

    @property
    def is_sold_out(self) -> bool:
        return self.listing.state == State.LIVE and not self.available


def _listings(cooperative: Cooperative) -> QuerySet[Product]:
    """Listings with the state of their last change, and all that a card shows."""
    last = StagedEdit.objects.filter(product=OuterRef("pk")).order_by("-pk")
    album = ProductImage.whole.filter(edit=None).order_by("display_order", "pk")
    return (
        Product.objects.of(cooperative)
        .exclude(structure="child")
        .annotate(edit_state=Subquery(last.values("state")[:1]))
        .select_related("product_class")
        .prefetch_related(
            Prefetch("images", queryset=album, to_attr="album"),
            "stockrecords",
            Prefetch("children", queryset=Product.objects.order_by("pk")),
            "children__stockrecords",
        )
    )


def listings_page(cooperative: Cooperative, *, status: str, number: str | None) -> Page:
    """A page of cards: what she is to change first, then what waits, then the newest; archived ones only by filter."""
    rank = Case(When(_TO_CHANGE, then=Value(0)), When(state=State.DRAFT, then=Value(1)), When(_WAITING, then=Value(2)),
                default=Value(3), output_field=IntegerField())  # fmt: skip
    rows = _listings(cooperative).annotate(rank=rank).order_by("rank", "-date_created", "-pk")
    wanted = _FILTERED.get(status, ~Q(state=State.ARCHIVED))
    page = Paginator(rows.filter(wanted), PER_PAGE).get_page(number)
    page.object_list = [ListingCard(listing) for listing in page.object_list]
    return page


def to_change_count(cooperative: Cooperative) -> int:
    """How many listings the delegation sent back: one query."""
    refused = StagedEdit.objects.filter(product=OuterRef("pk"), state=EditState.REFUSED).exclude(
        Exists(StagedEdit.objects.filter(product=OuterRef("product"), pk__gt=OuterRef("pk")))
    )
    back = Q(state=State.CHANGES_ASKED) | Q(Exists(refused), state__in=(State.LIVE, State.PAUSED))
    return Product.objects.of(cooperative).exclude(structure="child").filter(back).count()


def listing_of(cooperative: Cooperative, pk: int) -> Product:
    """One listing. Raises Http404 for another cooperative's, and for a variant."""
    listing = _listings(cooperative).filter(pk=pk).first()
    if listing is None:
        raise Http404
    listing.cooperative = cooperative
    return listing


def certificates_of(cooperative: Cooperative) -> list[Certificate]:
    """Papers that a product of hers may show."""
    return list(Certificate.objects.valid().filter(cooperative=cooperative).order_by("pk"))


class Sheet:
    """All about one listing: as it is, as she wants it, and what stands against it."""

    def __init__(self, listing: Product):
        self.listing, self.card = listing, ListingCard(listing)

    @cached_property
    def edit(self) -> StagedEdit | None:
        """Her change that waits or was refused."""
        return current_edit(self.listing) if self.listing.state in (State.LIVE, State.PAUSED) else None

    def wanted(self, column: str) -> Any:
        """The value as she wants it, as catalogue.columns keeps it."""
        if self.edit and column in self.edit.changes:
            return self.edit.changes[column]
        return columns.read(self.listing, column)

    @cached_property
    def pictures(self) -> list[ProductImage]:
        """As she wants them, those being prepared and those that could not be read among them."""
        ids = self.wanted("pictures")
        found = ProductImage.whole.filter(product=self.listing).in_bulk(ids)
        return [found[pk] for pk in ids if pk in found]

    @property
    def is_preparing(self) -> bool:
        return any(picture.state == PictureState.WAITING for picture in self.pictures)

    @cached_property
    def decision(self) -> Decision | None:
        """What the delegation asks for, while it is to be done."""
        said = Decision.objects.filter(product=self.listing, accepted=False)
        if self.listing.state == State.CHANGES_ASKED:
            return said.filter(edit=None).first()
        if self.edit and self.edit.state == EditState.REFUSED:
            return said.filter(edit=self.edit).first()
        return None

    @cached_property
    def terms(self) -> Terms:
        """What the market keeps of each one sold today."""
        return terms_now(self.listing)

    @cached_property
    def missing(self) -> list[str]:
        return missing(self.listing)

    @property
    def class_code(self) -> str:
        return self.wanted("product_class")

    @property
    def is_eaten(self) -> bool:
        return is_eaten(self.class_code)

    @property
    def asks_contents(self) -> bool:
        """Whether there is anything to say on the page of contents and labels."""
        return self.is_eaten or bool(self.certificates) or not self.class_code

    @property
    def needs_parcel(self) -> bool:
        kind = self.listing.product_class
        return kind is None or kind.requires_shipping

    @cached_property
    def certificates(self) -> list[Certificate]:
        return certificates_of(self.listing.cooperative)

    @property
    def can_be_written(self) -> bool:
        return self.listing.state in CAN_BE_WRITTEN

    @property
    def is_being_written(self) -> bool:
        """Not on show yet: what she saves is so at once."""
        return self.listing.state in (State.DRAFT, State.CHANGES_ASKED)

    @property
    def was_refused(self) -> bool:
        return bool(self.edit and self.edit.state == EditState.REFUSED)

    @property
    def title(self) -> str:
        """Her own words for it, in whatever language there are any."""
        return self.listing.title or next(
            filter(None, (self.wanted(f"title_{code}") for code in columns.LANGUAGES)), ""
        )

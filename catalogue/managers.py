"""Questions about listings that more than one room asks."""

from __future__ import annotations

from django.db.models import Manager, Prefetch, Q, QuerySet
from oscar.apps.catalogue import managers

from cooperatives.models import Certificate, Cooperative

from .choices import EditState, PictureState, State


class ProductQuerySet(managers.ProductQuerySet):
    """Adds the market's own predicates to Oscar's."""

    def visible(self) -> ProductQuerySet:
        """Listings that everybody may see: live, public, of a cooperative that is selling; children left out."""
        return self.filter(
            ~Q(structure="child"),
            state=State.LIVE,
            is_public=True,
            cooperative__in=Cooperative.objects.selling(),
        )

    def buyable(self) -> ProductQuerySet:
        """What can lie in a basket: standalone products and variants whose listing is visible."""
        return self.filter(
            ~Q(structure="parent"),
            Q(parent=None) | Q(parent__state=State.LIVE, parent__is_public=True),
            is_public=True,
            state=State.LIVE,
            cooperative__in=Cooperative.objects.selling(),
        )

    def of(self, cooperative: Cooperative) -> ProductQuerySet:
        """Listings of one cooperative."""
        return self.filter(cooperative=cooperative)

    def waiting(self) -> ProductQuerySet:
        """Listings that wait for the delegation, the longest waiting first."""
        return self.filter(~Q(structure="child"), state=State.SUBMITTED).order_by("submitted_at", "pk")

    def for_cards(self) -> ProductQuerySet:
        """With all that a card shows, in a number of queries that does not grow with rows."""
        from .models import Product, ProductImage

        return self.select_related("cooperative__province", "product_class").prefetch_related(
            Prefetch("images", queryset=ProductImage.objects.order_by("display_order")),
            "stockrecords",
            Prefetch("children", queryset=Product.objects.filter(state=State.LIVE).order_by("pk")),
            "children__stockrecords",
            Prefetch("certificates", queryset=Certificate.objects.valid()),
        )


class StagedEditQuerySet(QuerySet):
    """Changes to listings by what they wait for."""

    def waiting(self) -> StagedEditQuerySet:
        """Those that wait for the delegation, the longest waiting first."""
        return self.filter(state=EditState.WAITING).order_by("made_at", "pk")

    def of(self, cooperative: Cooperative) -> StagedEditQuerySet:
        """Those of one cooperative's listings."""
        return self.filter(product__cooperative=cooperative)


class ShownPictures(Manager):
    """Pictures that pages may show: rendered, and not part of a change that still waits."""

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().filter(state=PictureState.READY, edit=None)

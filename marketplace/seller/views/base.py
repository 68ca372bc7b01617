"""What every seller view stands on: a member's own cooperative, and a part of an order that is hers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext

from cooperatives.access import CooperativeAccessMixin
from marketplace.pages.private import PrivateMixin
from marketplace.seller.pages import PartCard, part_of
from marketplace.seller.standing import standing_of
from marketplace.shop.order.models import CooperativeOrder


class SellerMixin(PrivateMixin, CooperativeAccessMixin):
    """A page of one cooperative; a stranger finds nothing here."""

    def get_context_data(self, **kwargs) -> dict:
        # The URL's slug is in kwargs under the same name.
        return super().get_context_data(**{**kwargs, "cooperative": self.cooperative})


class PartMixin(SellerMixin):
    """A page of one part of an order; another cooperative's part is not there."""

    @cached_property
    def part(self) -> CooperativeOrder:
        return part_of(self.cooperative, self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.kwargs = kwargs
        if request.user.is_authenticated:
            _ = self.part  # 404 before a form is looked at
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(part=self.part, card=PartCard(self.part), **kwargs)

    def to_part(self) -> HttpResponse:
        return redirect("seller:order", self.cooperative.slug, self.part.pk)

    def overtaken(self) -> HttpResponse:
        """Somebody was here first, or clicked twice: say where the order is now, change nothing."""
        now = standing_of(part_of(self.cooperative, self.part.pk)).label
        text = gettext("Nothing was changed: this order is already “%(status)s”.")
        messages.info(self.request, text % {"status": now})
        return self.to_part()

"""After the order: thanks, and the tracking page for whoever holds the link."""

from __future__ import annotations

from django.views.generic import TemplateView

from marketplace.pages.private import PrivateMixin
from marketplace.shop.order.tracking import order_by_link
from marketplace.storefront.tracking import tracking_page


class TrackView(PrivateMixin, TemplateView):
    """One timeline per parcel. Town and initials only: a link may be forwarded."""

    template_name = "storefront/track.html"

    def get_context_data(self, **kwargs) -> dict:
        order = order_by_link(kwargs["number"], kwargs["secret"])
        return super().get_context_data(page=tracking_page(order), **kwargs)


class ThanksView(TrackView):
    """The same, right after ordering."""

    template_name = "storefront/thanks.html"

"""After the order: thanks, the tracking page for whoever holds the link, the same once more."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from marketplace.formats import price_text
from marketplace.pages.private import PrivateMixin
from marketplace.shop.order.models import Order
from marketplace.shop.order.services.again import Again, order_again
from marketplace.shop.order.services.cash import order_cash_confirm
from marketplace.shop.order.tracking import order_by_link
from marketplace.storefront.tracking import tracking_page


class TrackView(PrivateMixin, TemplateView):
    """One timeline per parcel. Town and initials only: a link may be forwarded."""

    template_name = "storefront/track.html"

    @cached_property
    def order(self) -> Order:
        return order_by_link(self.kwargs["number"], self.kwargs["secret"], self.request.user)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(page=tracking_page(self.order), **kwargs)


class ThanksView(TrackView):
    """The same, right after ordering. There is nothing to thank for before it is paid."""

    template_name = "storefront/thanks.html"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if self.order.is_awaiting:
            return redirect("storefront:pay", number=self.order.number, secret=kwargs["secret"])
        return super().get(request, *args, **kwargs)


class ConfirmCashView(PrivateMixin, View):
    """ "Yes, send it: I pay at the door" (POST)."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, number: str, secret: str) -> HttpResponse:
        order = order_by_link(number, secret, request.user)
        if order_cash_confirm(order=order):
            messages.success(request, _("Thank you. The cooperatives can send it now."))
        return redirect("storefront:track", number=number, secret=secret)


class AgainView(PrivateMixin, View):
    """Put the goods of an order into the basket once more (POST), and say what is not as it was."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, number: str, secret: str) -> HttpResponse:
        order = order_by_link(number, secret, request.user)
        self._tell(order_again(order=order, basket=request.basket, language=get_language()))
        return redirect("storefront:basket")

    def _tell(self, again: Again) -> None:
        if again.added:
            text = ngettext(
                "%(count)d piece is in your basket again.", "%(count)d pieces are in your basket again.", again.added
            )
            messages.success(self.request, text % {"count": again.added})
        for title in again.gone:
            messages.warning(self.request, _("Not to be had now: %(title)s") % {"title": title})
        for title in again.fewer:
            messages.warning(self.request, _("There are fewer left than you had: %(title)s") % {"title": title})
        for one in again.changed:
            prices = {"was": price_text(one.was, get_language()), "now": price_text(one.now, get_language())}
            text = _("%(title)s: it was %(was)s, it is %(now)s now.") % {"title": one.title, **prices}
            messages.info(self.request, text)

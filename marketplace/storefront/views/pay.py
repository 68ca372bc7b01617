"""Around the payment page: held until, pay, back to the basket, back from paying. Nothing in an address is believed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from marketplace.money.gateways.words import GatewayAway, GatewayRefused
from marketplace.money.payment_choices import PaymentState
from marketplace.money.services.pay import NothingToPay, payment_change, payment_page
from marketplace.pages.private import PrivateMixin
from marketplace.shop.order.models import Order
from marketplace.shop.order.tracking import order_by_link, tracking_secret
from marketplace.storefront.paying import PayPage, Stand, ask_to_look, pay_page, payment_of


def to_payment(request: HttpRequest, order: Order) -> HttpResponse:
    """From a POST on to the payment page; where that cannot be, to the page that says how it stands."""
    payment = payment_of(order)
    if payment is not None and payment.is_card:
        try:
            return HttpResponseRedirect(payment_page(payment_id=payment.pk), status=303)
        except NothingToPay:
            pass
        except (GatewayAway, GatewayRefused):
            text = _("The payment page does not answer at the moment. Your order is held: try again in a minute.")
            messages.error(request, text)
    return to_pay(order)


def to_pay(order: Order) -> HttpResponse:
    return redirect("storefront:pay", number=order.number, secret=tracking_secret(order))


class OrderOfLinkMixin(PrivateMixin):
    """The order of a link; whoever has not got it finds nothing."""

    @cached_property
    def order(self) -> Order:
        return order_by_link(self.kwargs["number"], self.kwargs["secret"], self.request.user)

    def to_order(self, name: str = "storefront:track") -> HttpResponse:
        return redirect(name, number=self.order.number, secret=self.kwargs["secret"])


class PayView(OrderOfLinkMixin, TemplateView):
    """Your order is held until 14:32: pay, or change the basket. Also what became of it when that time is over."""

    template_name = "storefront/pay.html"
    returned = False

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        page = pay_page(self.order, returned=self.returned)
        if page.stand == Stand.CONFIRMED:
            return self.to_order("storefront:thanks" if self.returned else "storefront:track")
        ask_to_look(page)
        return self.render_to_response(self.get_context_data(**kwargs, page=page, refresh=self.refresh(page)))

    def refresh(self, page: PayPage) -> int:
        """Seconds after which the page looks again by itself; 0: never."""
        if page.stand == Stand.CHECKING:
            return 3 if self.returned else 10
        return 0


class PaidView(PayView):
    """Back from the payment page. Only what the gateway answers counts: a worker asks, the page looks again."""

    returned = True


class PayGoView(OrderOfLinkMixin, View):
    """On to the payment page."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return to_payment(request, self.order)


class PayChangeView(OrderOfLinkMixin, View):
    """Back to the basket, with everything in it; nothing can be paid any more."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        payment = payment_of(self.order)
        if payment is None:
            return self.to_order()
        try:
            payment = payment_change(payment_id=payment.pk, into=request.basket)
        except GatewayAway:
            text = _("The payment page does not answer at the moment, so nothing was changed. Try again in a minute.")
            messages.error(request, text)
            return to_pay(self.order)
        return self._said(payment.state)

    def _said(self, state: str) -> HttpResponse:
        if state == PaymentState.PAID:
            messages.info(self.request, _("It was paid already: your order is under way."))
            return self.to_order()
        if state == PaymentState.RELEASED:
            text = _("Nothing was paid. Your goods are in the basket again: change what you like.")
            messages.success(self.request, text)
            return redirect("storefront:basket")
        return to_pay(self.order)

"""Waiting for what is sold out: one tap for who is signed in, an address and its answer for a guest."""

from __future__ import annotations

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from catalogue.models import Product
from marketplace.interest.services import alerts
from marketplace.pages.private import PrivateMixin
from marketplace.storefront import interests
from marketplace.storefront.forms.interest import AlertForm

from .toggles import done, is_wanted, refused


class StockAlertView(PrivateMixin, FormView):
    """One product or variant that is sold out."""

    template_name = "storefront/stock_alert.html"
    form_class = AlertForm

    @cached_property
    def product(self) -> Product:
        return interests.product_to_wait_for(self.kwargs["pk"])

    @property
    def _page(self) -> str:
        listing = self.product.listing
        return reverse("storefront:product", args=[listing.slug, listing.pk])

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return self._set(request) if is_wanted(request) else self._drop(request)
        form = self.get_form()
        email = form.cleaned_data["email"] if form.is_valid() else ""
        if email and not ratelimit.consume(request, action="stock_alert", key=email):
            form.add_error("email", _("Too many messages were asked for. Wait a little, then try again."))
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def _set(self, request: HttpRequest) -> HttpResponse:
        if interests.is_there(self.product):
            return refused(request, _("It is there again: you can buy it now."), self._page)
        try:
            alerts.alert_ask(user=request.user, product=self.product)
        except alerts.NoWay:
            text = _("We can only tell you by e-mail: add an e-mail address to your account first.")
            return refused(request, text, reverse("account-home"))
        except alerts.TooMany:
            return refused(request, _("You wait for very many things. Take some off the list."), reverse("my-messages"))
        return done(request, _("We will tell you when it is there again, once."), self._page, pressed=True)

    def _drop(self, request: HttpRequest) -> HttpResponse:
        alerts.alert_drop(user=request.user, product_id=self.kwargs["pk"])
        return done(request, _("You wait for it no longer."), reverse("my-messages"), pressed=False)

    def form_valid(self, form: AlertForm) -> HttpResponse:
        address = form.cleaned_data["email"]
        alerts.alert_ask_as_guest(address=address, language=get_language(), product=self.product)
        return self.render_to_response(self.get_context_data(asked=address))

    def form_invalid(self, form: AlertForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs) -> dict:
        user, product = self.request.user, self.product
        pressed = product.pk in interests.pressed_of(self.request)["alerts"]
        facts = {"product": product, "there": interests.is_there(product), "pressed": pressed, "page_url": self._page}
        return super().get_context_data(**facts, person=user if user.is_authenticated else None, **kwargs)


class StockAlertConfirmView(PrivateMixin, TemplateView):
    """The link of the letter: a page with one button, since programs that read letters open their links."""

    template_name = "storefront/stock_alert_confirm.html"

    @cached_property
    def alert(self) -> object:
        try:
            return alerts.alert_of_token(self.kwargs["token"])
        except alerts.BadToken as error:
            raise Http404 from error

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(alert=self.alert, **kwargs)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        alerts.alert_confirm(alert=self.alert)
        return redirect("storefront:stock-alert-confirm", token)

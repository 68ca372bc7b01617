"""The codes of vouchers in the basket: put one in, take one out."""

from __future__ import annotations

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, View

from marketplace.pages.private import PrivateMixin
from marketplace.shop.voucher.choices import Refusal
from marketplace.shop.voucher.services import UnknownCode, voucher_put, voucher_take
from marketplace.storefront.forms.basket import CodeForm

from .basket import BasketPageMixin


class PutView(BasketPageMixin, FormView):
    """Put a code into the basket (POST); whether it counts stands beside it there."""

    http_method_names = ["post"]
    form_class = CodeForm

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        form = self.get_form()
        if not ratelimit.consume(request, action="basket_code"):
            form.add_error("code", _("Too many codes were tried. Wait a minute, then try again."))
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_valid(self, form: CodeForm) -> HttpResponse:
        try:
            voucher_put(basket=self.request.basket, code=form.cleaned_data["code"])
        except UnknownCode:
            form.add_error("code", Refusal.UNKNOWN.label)
            return self.form_invalid(form)
        return redirect(reverse("storefront:basket") + "#codes")

    def form_invalid(self, form: CodeForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(code_form=form), status=422)


class TakeView(PrivateMixin, View):
    """Take a code out of the basket (POST)."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        voucher_take(basket=request.basket, voucher_id=pk)
        messages.success(request, _("The code was taken out."))
        return redirect("storefront:basket")

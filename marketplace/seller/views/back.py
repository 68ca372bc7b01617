"""A parcel that came back, and money that a cooperative gives back by itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from marketplace.money.services.refund import RefundNothing, RefundOvertaken, RefundTooMuch, refund_ask
from marketplace.seller import claims
from marketplace.seller.claim_forms import GiveBackForm, UnitsForm
from marketplace.shop.order.models import Parcel
from marketplace.shop.order.services.fulfil import MoveNotAllowed, WrongQuantity
from marketplace.shop.order.services.returned import parcel_refuse, return_inspect

from .base import PartMixin


class ParcelMixin(PartMixin):
    """A page about one parcel of a part; another part's parcel is not there."""

    @cached_property
    def parcel(self) -> Parcel:
        return claims.parcel_of(self.cooperative, self.part.pk, self.kwargs["parcel"])

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**{**kwargs, "parcel": self.parcel})


class RefuseView(ParcelMixin, TemplateView):
    """ "The customer did not take it, or it came back": ask once, then do it (POST)."""

    template_name = "seller/parcel_refused.html"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.parcel.is_on_the_way else self.overtaken()

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            parcel_refuse(parcel_id=self.parcel.pk, by=request.user)
        except MoveNotAllowed:
            return self.overtaken()
        messages.success(request, _("Noted. When you have it, look at what can be sold again."))
        return self.to_part()


class InspectView(ParcelMixin, FormView):
    """What of it can be sold again goes back into stock."""

    template_name, form_class = "seller/parcel_inspect.html", UnitsForm

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        waits = self.parcel.refused_at and not self.parcel.inspected_at
        return super().get(request, *args, **kwargs) if waits else self.overtaken()

    def get_form_kwargs(self) -> dict:
        rows = [(row.line, row.quantity) for row in self.parcel.lines.all()]
        return {**super().get_form_kwargs(), "rows": rows}

    def form_valid(self, form: UnitsForm) -> HttpResponse:
        try:
            return_inspect(parcel_id=self.parcel.pk, by=self.request.user, fit=form.units)
        except (MoveNotAllowed, WrongQuantity):
            return self.overtaken()
        messages.success(self.request, _("Thank you. What is good is for sale again."))
        return self.to_part()


class GiveBackView(PartMixin, FormView):
    """Some money back, without a claim."""

    template_name, form_class = "seller/give_back.html", GiveBackForm

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return super().get(request, *args, **kwargs) if claims.may_give_back(self.part) else self.overtaken()

    def get_form_kwargs(self) -> dict:
        left = claims.left_to_give(self.part)
        return {**super().get_form_kwargs(), "left": left, "ask_by_hand": self.part.order.is_cash}

    def form_valid(self, form: GiveBackForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            refund_ask(
                part_id=self.part.pk,
                by=self.request.user,
                amount=data["amount"],
                reason=data["reason"],
                words=data["words"],
                method="by_hand" if data.get("by_hand") else "",
                seen=data["seen"],
            )
        except RefundOvertaken:
            form.add_overtaken()
            return self.form_invalid(form)
        except (RefundTooMuch, RefundNothing):
            form.add_error("amount", _("So much was not paid, or it went back already. Nothing was changed."))
            return self.form_invalid(form)
        messages.success(self.request, _("Done. The shopper has been told."))
        return redirect("seller:order", self.cooperative.slug, self.part.pk)

    def form_invalid(self, form: GiveBackForm) -> HttpResponse:
        form.look_again()
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(left=claims.left_to_give(self.part), **kwargs)

"""Fetching: the cooperative says when shoppers may come for their goods."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import FormView

from cooperatives.services.pickup import pickup_end, pickup_set
from marketplace.seller.forms import PickupForm

from .base import SellerMixin


class PickupView(SellerMixin, FormView):
    """What is said now, and the form for it."""

    template_name, form_class = "seller/pickup.html", PickupForm

    def get_initial(self) -> dict:
        said = self.cooperative
        if said.hours is None:
            return {}
        return {"days": said.pickup_days, "first": said.pickup_from, "last": said.pickup_until}

    def form_valid(self, form: PickupForm) -> HttpResponse:
        pickup_set(cooperative_id=self.cooperative.pk, **form.cleaned_data)
        messages.success(self.request, _("Saved. Shoppers read it on your pages."))
        return redirect("seller:pickup", self.cooperative.slug)

    def form_invalid(self, form: PickupForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class PickupEndView(SellerMixin, View):
    """By parcel only, from now."""

    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Back from signing in: the button is on the page of the hours."""
        return redirect("seller:pickup", self.cooperative.slug)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        pickup_end(cooperative_id=self.cooperative.pk)
        messages.success(request, _("Nobody is sent to you any more. Who has ordered already still comes."))
        return redirect("seller:pickup", self.cooperative.slug)

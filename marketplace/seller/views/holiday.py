"""Days off: the cooperative says from when to when it packs nothing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import FormView

from cooperatives.services.holiday import holiday_end, holiday_set
from marketplace.seller.forms import HolidayForm

from .base import SellerMixin


class HolidayView(SellerMixin, FormView):
    """What is said now, and the form for it."""

    template_name, form_class = "seller/holiday.html", HolidayForm

    def get_initial(self) -> dict:
        said = self.cooperative
        if said.closure is None:
            return {}
        return {"reason": said.holiday_reason, "first": said.holiday_from, "last": said.holiday_until}

    def form_valid(self, form: HolidayForm) -> HttpResponse:
        holiday_set(cooperative_id=self.cooperative.pk, **form.cleaned_data)
        messages.success(self.request, _("Saved. Shoppers read it on your pages."))
        return redirect("seller:holiday", self.cooperative.slug)

    def form_invalid(self, form: HolidayForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class HolidayEndView(SellerMixin, View):
    """Packing goes on, from now."""

    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Back from signing in: the button is on the page of the days off."""
        return redirect("seller:holiday", self.cooperative.slug)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        holiday_end(cooperative_id=self.cooperative.pk)
        messages.success(request, _("You pack as usual again."))
        return redirect("seller:holiday", self.cooperative.slug)

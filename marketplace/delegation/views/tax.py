"""The rates of tax, and from when on they will be others."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import FormView

from marketplace.delegation.access import ModeratorMixin
from marketplace.delegation.forms_tax import RateForm
from marketplace.delegation.reading.tax import tax_page
from marketplace.money.services.commission import BegunAlready
from marketplace.money.services.tax_rates import RateThere, WordsMissing, tax_rate_add, tax_rate_withdraw

from .money import AgainMixin, WithdrawView


class TaxView(AgainMixin, ModeratorMixin, FormView):
    """The list, and the form of a new rate."""

    template_name, form_class = "delegation/tax.html", RateForm

    def form_valid(self, form: RateForm) -> HttpResponse:
        try:
            tax_rate_add(by=self.request.user, **form.values())
        except BegunAlready:
            form.add_error("since", _("This day is over."))
        except RateThere:
            form.add_error("since", _("There is a rate from this day on: take it back first, or choose another day."))
        except WordsMissing:
            form.add_error("mention_fr", _("Write why it is exempt: papers print it."))
        else:
            messages.success(self.request, _("Written down. Orders placed before that day keep their rate."))
            return redirect("delegation:tax")
        return self.form_invalid(form)

    def get_context_data(self, **kwargs) -> dict:
        shown = tax_page(self.request.GET.get("page"))
        return super().get_context_data(page=shown.page, usual=shown.usual, **kwargs)


class TaxWithdrawView(WithdrawView):
    """Take back a rate that has not begun."""

    list_name = "delegation:tax"

    def withdraw(self, request: HttpRequest) -> None:
        tax_rate_withdraw(rate_id=self.kwargs["pk"], by=request.user)

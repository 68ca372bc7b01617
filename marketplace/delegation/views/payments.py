"""Transfers that are awaited, and what else about payments needs somebody."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from marketplace.delegation.access import ModeratorMixin
from marketplace.delegation.forms import TransferForm
from marketplace.delegation.reading.payments import Transfer, payments_page, transfer_of
from marketplace.money.services.transfer import NotAwaited, transfer_match
from marketplace.shop.order.services.waiting import CannotRevive


class PaymentsView(ModeratorMixin, TemplateView):
    template_name = "delegation/payments.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(payments=payments_page(self.request.GET.get("page")), **kwargs)


class TransferView(ModeratorMixin, FormView):
    """ "The money is on our account": the order goes to the cooperatives."""

    template_name = "delegation/transfer.html"
    form_class = TransferForm

    @cached_property
    def transfer(self) -> Transfer:
        return transfer_of(self.kwargs["pk"])

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.transfer  # noqa: B018 - 404 before a form is looked at
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "amount": self.transfer.amount}

    def form_valid(self, form: TransferForm) -> HttpResponse:
        try:
            transfer_match(
                payment_id=self.transfer.payment.pk,
                by=self.request.user,
                bank_reference=form.cleaned_data["bank_reference"],
            )
            messages.success(self.request, _("Matched. The cooperatives and the shopper are told."))
        except NotAwaited:
            messages.info(self.request, _("This transfer was dealt with already. Nothing was changed."))
        except CannotRevive:
            text = _("Its goods are sold by now. Send the money back to the shopper's account by hand.")
            messages.error(self.request, text)
        return redirect("delegation:payments")

    def form_invalid(self, form: TransferForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(transfer=self.transfer, **kwargs)

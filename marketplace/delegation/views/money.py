"""Debts that are settled, bank accounts to check, commission rules."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import FormView, TemplateView

from marketplace.centimes import mad
from marketplace.delegation.access import ModeratorMixin
from marketplace.delegation.money_forms import AccountNoForm, RemittanceForm, RuleForm
from marketplace.delegation.reading import money as reading
from marketplace.formats.templatetags.formats import price_plain
from marketplace.money.services.bank_account import AlreadyChecked, bank_account_review
from marketplace.money.services.commission import BegunAlready, commission_rule_add, commission_rule_withdraw
from marketplace.money.services.remittance import MoreThanOwed, ReferenceUsed, remittance_record


class AgainMixin:
    """A form that was filled in wrongly is no success."""

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class DebtsView(ModeratorMixin, TemplateView):
    template_name = "delegation/debts.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(shown=reading.debts_page(self.request.GET.get("page")), **kwargs)


class DebtView(AgainMixin, ModeratorMixin, FormView):
    """One cooperative's debt, and the money that settles it."""

    template_name, form_class = "delegation/debt.html", RemittanceForm

    @cached_property
    def shown(self) -> reading.DebtPage:
        return reading.debt_page(self.kwargs["slug"])

    def form_valid(self, form: RemittanceForm) -> HttpResponse:
        try:
            remittance_record(cooperative=self.shown.cooperative, by=self.request.user, **form.values())
        except ReferenceUsed:
            form.add_error("reference", _("This reference was written down already: the same money counts once."))
            return self.form_invalid(form)
        except MoreThanOwed as error:
            text = _("Only what is owed can be settled: %(amount)s. Send the rest back.")
            form.add_error("amount", text % {"amount": price_plain(mad(error.owed))})
            return self.form_invalid(form)
        messages.success(self.request, _("Written down. The cooperative has been told."))
        return redirect("delegation:debt", self.kwargs["slug"])

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(shown=self.shown, **kwargs)


class AccountsView(ModeratorMixin, TemplateView):
    template_name = "delegation/bank_accounts.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(accounts=reading.waiting_accounts(), **kwargs)


class AccountView(AgainMixin, ModeratorMixin, FormView):
    """An account to compare with the bank's paper: accept it, or say why not."""

    template_name, form_class = "delegation/bank_account.html", AccountNoForm

    @cached_property
    def shown(self) -> reading.AccountPage:
        return reading.account_page(self.kwargs["pk"])

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if self.shown and request.POST.get("decision") == "accept":
            return self.decide(is_accepted=True)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: AccountNoForm) -> HttpResponse:
        return self.decide(is_accepted=False, **form.cleaned_data)

    def decide(self, **how) -> HttpResponse:
        try:
            bank_account_review(account_id=self.shown.account.pk, by=self.request.user, **how)
        except AlreadyChecked:
            text = _("Somebody was here first, or a newer account has come. You changed nothing.")
            messages.info(self.request, text)
        else:
            messages.success(self.request, _("Written down. The cooperative has been told."))
        return redirect("delegation:bank-accounts")

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(shown=self.shown, account=self.shown.account, **kwargs)


class CommissionView(AgainMixin, ModeratorMixin, FormView):
    """What the market keeps, and from when on it will be something else."""

    template_name, form_class = "delegation/commission.html", RuleForm

    def form_valid(self, form: RuleForm) -> HttpResponse:
        try:
            commission_rule_add(by=self.request.user, **form.values())
        except BegunAlready:
            form.add_error("starts_on", _("This day is over."))
            return self.form_invalid(form)
        messages.success(self.request, _("Written down. Sales before that day keep their rate."))
        return redirect("delegation:commission")

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(page=reading.rules_page(self.request.GET.get("page")), **kwargs)


class WithdrawView(ModeratorMixin, View):
    """The button that takes back what has not begun; there is no page of its own."""

    http_method_names = ["get", "post"]
    list_name = ""

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return redirect(self.list_name)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            self.withdraw(request)
        except BegunAlready:
            messages.info(request, _("This rule has begun: make a new one instead."))
        else:
            messages.success(request, _("Taken back."))
        return redirect(self.list_name)


class CommissionWithdrawView(WithdrawView):
    """Take back a rule that has not begun."""

    list_name = "delegation:commission"

    def withdraw(self, request: HttpRequest) -> None:
        commission_rule_withdraw(rule_id=self.kwargs["pk"], by=request.user)

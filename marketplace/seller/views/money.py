"""My money: what comes, when, what is owed, what was paid and for what; and the bank account it goes to."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.views.generic import FormView, TemplateView

from marketplace.money.bank import bank_details
from marketplace.money.services.bank_account import bank_account_add
from marketplace.seller import money, papers
from marketplace.seller.money_forms import AccountForm

from .base import SellerMixin


class MoneyView(SellerMixin, TemplateView):
    template_name = "seller/money.html"

    def get_context_data(self, **kwargs) -> dict:
        shown = money.money_page(self.cooperative, self.request.GET.get("page"))
        return super().get_context_data(shown=shown, office=bank_details(), **kwargs)


class PayoutView(SellerMixin, TemplateView):
    """What one payout is for."""

    template_name = "seller/payout.html"

    @cached_property
    def shown(self) -> money.PayoutPage:
        return money.payout_page(self.cooperative, self.kwargs["line"])

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.kwargs = kwargs
        if request.user.is_authenticated:
            _ = self.shown  # 404 before anything else happens
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs) -> dict:
        # Also the address's own number, under the same name.
        line = self.shown.line
        return super().get_context_data(
            **{**kwargs, "shown": self.shown, "line": line, "papers": papers.of_payout(line)}
        )


class AccountView(SellerMixin, FormView):
    """Where the money goes. Whoever may not change it reads it."""

    template_name, form_class = "seller/bank_account.html", AccountForm

    @property
    def may_edit(self) -> bool:
        return self.membership.role in money.MAY_CHANGE_ACCOUNT

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if self.may_edit:
            return super().post(request, *args, **kwargs)
        messages.warning(
            request, gettext("Only your president, or the member who keeps the accounts, may change this.")
        )
        return redirect("seller:bank-account", self.cooperative.slug)

    def form_valid(self, form: AccountForm) -> HttpResponse:
        bank_account_add(cooperative=self.cooperative, by=self.request.user, **form.cleaned_data)
        text = gettext("Written down. The delegation checks it before any money goes there; all members are told.")
        messages.success(self.request, text)
        return redirect("seller:bank-account", self.cooperative.slug)

    def form_invalid(self, form: AccountForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs) -> dict:
        accounts = money.accounts_of(self.cooperative)
        return super().get_context_data(accounts=accounts, may_edit=self.may_edit, **kwargs)

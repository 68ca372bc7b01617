"""My addresses: the book, and one page to write in it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from marketplace.accounts.address_form import AddressForm
from marketplace.accounts.models import Address
from marketplace.accounts.phones import phone_display
from marketplace.accounts.services.addresses import (
    BookFull,
    address_make_usual,
    address_remove,
    address_save,
)
from marketplace.accounts.services.sessions import sessions_end
from marketplace.pages.private import PrivateMixin
from marketplace.storefront import addresses


class AddressMixin(PrivateMixin, LoginRequiredMixin):
    """Pages about one address, or about a new one; a stranger's is not found."""

    @cached_property
    def address(self) -> Address | None:
        pk = self.kwargs.get("pk")
        return addresses.address_of(self.request.user, pk) if pk else None


class AddressBookView(PrivateMixin, LoginRequiredMixin, TemplateView):
    template_name = "storefront/account/addresses.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(book=addresses.book_of(self.request.user), **kwargs)


class AddressView(AddressMixin, FormView):
    """Write an address down, or change one."""

    template_name = "storefront/account/address.html"
    form_class = AddressForm

    def get_initial(self) -> dict:
        if self.address:
            return addresses.initial_of(self.address)
        user = self.request.user
        return {"name": user.name, "phone": phone_display(user.phone or "")}

    def form_valid(self, form: AddressForm) -> HttpResponse:
        try:
            address_save(user=self.request.user, fields=addresses.fields_of(form.cleaned_data), address=self.address)
        except BookFull:
            form.add_error(None, _("Your address book is full. Remove an address first."))
            return self.form_invalid(form)
        messages.success(self.request, _("The address is kept."))
        return redirect("addresses")

    def form_invalid(self, form: AddressForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(address=self.address, **kwargs)


class AddressRemoveView(AddressMixin, TemplateView):
    """Asks once, then removes."""

    template_name = "storefront/account/address_remove.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(address=self.address, **kwargs)

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        address_remove(address=self.address)
        messages.success(request, _("The address is removed."))
        return redirect("addresses")


class AddressUsualView(AddressMixin, View):
    """The button "use this one first"."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        address_make_usual(address=self.address)
        return redirect("addresses")


class SignOutEverywhereView(PrivateMixin, LoginRequiredMixin, TemplateView):
    """Asks once, then ends every session but this one."""

    template_name = "storefront/account/sign_out_everywhere.html"

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        sessions_end(request=request)
        messages.success(request, _("Done: you are signed in here only."))
        return redirect("account-home")

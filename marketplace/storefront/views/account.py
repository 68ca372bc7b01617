"""My account: who I am, my cooperatives, my orders, and the way to each change."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.generic import FormView

from cooperatives.access import cooperatives_of
from marketplace.accounts.forms import ProfileForm
from marketplace.accounts.services.profile import profile_set
from marketplace.accounts.stages import has_proved_email
from marketplace.outbox import sms
from marketplace.pages.private import PrivateMixin
from marketplace.storefront import addresses
from marketplace.storefront.tracking import orders_page


class AccountHomeView(PrivateMixin, LoginRequiredMixin, FormView):
    """The page that signing in leads to; its form keeps the name and the language."""

    template_name = "storefront/account/home.html"
    form_class = ProfileForm

    def get_initial(self) -> dict:
        return {"name": self.request.user.name, "language": self.request.user.language}

    def form_valid(self, form: ProfileForm) -> HttpResponse:
        user = profile_set(user=self.request.user, **form.cleaned_data)
        with override(user.language):
            messages.success(self.request, _("Your changes are kept."))
            return HttpResponseRedirect(reverse("account-home"))

    def get_context_data(self, **kwargs) -> dict:
        user = self.request.user
        return super().get_context_data(
            person=user,
            email_proved=has_proved_email(user),
            phone_can_change=sms.available(),
            cooperatives=cooperatives_of(user),
            usual=next(iter(addresses.book_of(user)), None),
            orders=orders_page(user, self.request.GET.get("page", "1")),
            **kwargs,
        )

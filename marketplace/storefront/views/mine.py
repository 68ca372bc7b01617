"""My messages, my data, and closing my account."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.generic import FormView, TemplateView, View

from marketplace.accounts.services.close import account_close, mydata_of
from marketplace.mydata.registry import Hindered, hinders_of
from marketplace.pages.private import PrivateMixin
from marketplace.storefront import interests, wishes
from marketplace.storefront.forms.interest import CloseForm, WishesForm

# The password once more, unless it was typed a few minutes ago: a telephone lies open, a computer is shared.
sure = method_decorator(
    reauthentication_required(enabled=lambda request: request.user.is_authenticated), name="dispatch"
)


class MyMessagesView(PrivateMixin, LoginRequiredMixin, FormView):
    """The language of messages, which of them come, what is followed and what is waited for."""

    template_name = "storefront/account/messages.html"
    form_class = WishesForm

    def get_initial(self) -> dict:
        return wishes.wishes_of(self.request.user)

    def form_valid(self, form: WishesForm) -> HttpResponse:
        user = wishes.wishes_set(self.request.user, form.cleaned_data)
        with override(user.language):
            messages.success(self.request, _("Your changes are kept."))
            return HttpResponseRedirect(reverse("my-messages"))

    def get_context_data(self, **kwargs) -> dict:
        user = self.request.user
        lists = {"follows": interests.follows_of(user), "alerts": interests.alerts_of(user)}
        return super().get_context_data(person=user, **lists, **kwargs)


@sure
class MyDataView(PrivateMixin, LoginRequiredMixin, TemplateView):
    """What is kept about me: a copy to take away, and the way out."""

    template_name = "storefront/account/data.html"


@sure
class DownloadView(LoginRequiredMixin, View):
    """All of it, as one JSON file."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest) -> HttpResponse:
        options = {"ensure_ascii": False, "indent": 2}
        response = JsonResponse(mydata_of(request.user), json_dumps_params=options)
        response["Content-Disposition"] = f'attachment; filename="taawon-{timezone.localdate()}.json"'
        add_never_cache_headers(response)
        return response


@sure
class CloseView(PrivateMixin, LoginRequiredMixin, FormView):
    """What goes and what stays, a box to tick, and one button."""

    template_name = "storefront/account/close.html"
    form_class = CloseForm

    def form_valid(self, form: CloseForm) -> HttpResponse:
        try:
            account_close(user=self.request.user)
        except Hindered:
            return self.form_invalid(form)
        logout(self.request)
        return redirect("account-closed")

    def form_invalid(self, form: CloseForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(hinders=hinders_of(self.request.user), **kwargs)


class ClosedView(PrivateMixin, TemplateView):
    """Good-bye."""

    template_name = "storefront/account/closed.html"

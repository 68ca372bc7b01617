"""Sell with us: a signed-in person applies for her cooperative, and sees how far it is."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView

from cooperatives.models import Cooperative
from cooperatives.services.apply import AlreadyApplied, cooperative_apply, cooperative_apply_again
from cooperatives.services.life import MoveNotAllowed
from marketplace.pages.private import PrivateMixin
from marketplace.storefront import applying
from marketplace.storefront.forms.apply import ApplyForm, apply_initial


class ApplyView(PrivateMixin, LoginRequiredMixin, FormView):
    """The form; while the delegation reads it, where it is; when it came back, what is missing."""

    template_name = "storefront/apply.html"
    form_class = ApplyForm

    @cached_property
    def application(self) -> Cooperative | None:
        return applying.application_of(self.request.user)

    @property
    def is_waiting(self) -> bool:
        return self.application is not None and self.application.status == Cooperative.Status.SUBMITTED

    def get_initial(self) -> dict:
        return apply_initial(self.request.user, self.application)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return redirect("storefront:apply") if self.is_waiting else super().post(request, *args, **kwargs)

    def form_valid(self, form: ApplyForm) -> HttpResponse:
        try:
            self._send(form)
        except (AlreadyApplied, MoveNotAllowed):
            pass  # a second click: the page shows where the application is
        else:
            messages.success(self.request, _("Your application has been sent."))
        return redirect("storefront:apply")

    def _send(self, form: ApplyForm) -> None:
        given = {"by": self.request.user, "application": form.application}
        if self.application is None:
            cooperative_apply(**given)
        else:
            cooperative_apply_again(cooperative_id=self.application.pk, **given)

    def form_invalid(self, form: ApplyForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            application=self.application,
            is_waiting=self.is_waiting,
            asked=applying.asked_for(self.application) if self.application else None,
            delegation_phone=settings.DELEGATION_PHONE,
            **kwargs,
        )

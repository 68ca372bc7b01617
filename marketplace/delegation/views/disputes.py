"""A payment that a bank takes back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView

from marketplace.delegation.access import ModeratorMixin
from marketplace.delegation.dispute_forms import DisputeForm, value_of
from marketplace.delegation.reading.disputes import DisputePage, dispute_page
from marketplace.money.services.dispute import DisputeOver, DisputeTooLittle, dispute_decide


class DisputeView(ModeratorMixin, FormView):
    """What it is about, and who bears it if it is lost."""

    template_name, form_class = "delegation/dispute.html", DisputeForm

    @cached_property
    def shown(self) -> DisputePage:
        return dispute_page(self.kwargs["pk"])

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.shown  # noqa: B018 - 404 before a form is looked at
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict:
        about = {"about": [value_of(key) for key in self.shown.named_keys]}
        return {**about, "liable": self.shown.dispute.liable} if self.shown.dispute.liable else about

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "things": self.shown.things, "has_carrier": self.shown.has_carrier}

    def form_valid(self, form: DisputeForm) -> HttpResponse:
        try:
            dispute_decide(dispute_id=self.shown.dispute.pk, by=self.request.user, **form.values())
            messages.success(self.request, _("Written down. You can change it while it is needed."))
        except DisputeTooLittle as error:
            form.add_too_little(error.ticked, error.asked)
            return self.form_invalid(form)
        except DisputeOver:
            messages.info(self.request, _("This was won already: the money is back. Nothing was changed."))
        return redirect("delegation:payments")

    def form_invalid(self, form: DisputeForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(shown=self.shown, **kwargs)

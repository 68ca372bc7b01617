"""Payouts: batches, signatures, the bank file, and what the bank says of each line."""

from __future__ import annotations

from contextlib import suppress

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import TemplateView

from marketplace.delegation.access import ModeratorMixin
from marketplace.delegation.money_forms import ReturnedForm, SentForm
from marketplace.delegation.reading import payouts as reading
from marketplace.money.payout_choices import BatchState, LineState
from marketplace.money.payouts.bank_file import storage
from marketplace.money.services.payout import BatchMoved, SamePerson, payout_approve
from marketplace.money.services.payout_bank import LineMoved, payout_mark_returned, payout_mark_sent


class PayoutsView(ModeratorMixin, TemplateView):
    template_name = "delegation/payouts.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(shown=reading.payouts_page(self.request.GET.get("page")), **kwargs)


class BatchMixin(ModeratorMixin):
    """One batch; others say that there is none."""

    @cached_property
    def shown(self) -> reading.BatchPage:
        return reading.batch_page(self.kwargs["pk"], self.request.user)

    def to_batch(self) -> HttpResponse:
        return redirect("delegation:payout", self.kwargs["pk"])


class PayoutView(BatchMixin, TemplateView):
    template_name = "delegation/payout.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(shown=self.shown, batch=self.shown.batch, **kwargs)


class SignView(BatchMixin, View):
    """A signature below a batch."""

    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Back from signing in: the button is on the batch's page."""
        return self.to_batch()

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            batch = payout_approve(batch_id=self.shown.batch.pk, by=request.user)
        except SamePerson:
            messages.warning(request, _("You have signed already. The second signature must be somebody else's."))
        except BatchMoved as moved:
            text = _("Nothing was changed: this batch is already “%(status)s”.")
            messages.info(request, text % {"status": BatchState(moved.state).label})
        else:
            self._say(batch.state)
        return self.to_batch()

    def _say(self, state: str) -> None:
        if state == BatchState.APPROVED:
            messages.success(self.request, _("Signed by two people: the bank file is being made."))
        else:
            messages.success(self.request, _("Signed. Now somebody else must sign too."))


class FileView(BatchMixin, View):
    """The bank file; there is none before two people signed."""

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        name = self.shown.batch.handed_as
        if not name or not storage().exists(name):
            messages.info(request, _("There is no bank file yet."))
            return self.to_batch()
        return FileResponse(storage().open(name), as_attachment=True, filename=name, content_type="text/csv")


class AllSentView(BatchMixin, View):
    """The bank took the whole file."""

    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return self.to_batch()

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        for line in self.shown.lines:
            if line.state == LineState.INSTRUCTED:
                self._sent(line.pk)
        messages.success(request, _("Written down. The cooperatives have been told."))
        return self.to_batch()

    def _sent(self, line_id: int) -> None:
        with suppress(LineMoved):  # a colleague said how this one ended a moment ago
            payout_mark_sent(line_id=line_id, by=self.request.user)


class LineView(ModeratorMixin, TemplateView):
    """One transfer: it was sent, or the bank gave it back."""

    template_name = "delegation/payout_line.html"
    forms = {"sent": SentForm, "returned": ReturnedForm}

    @cached_property
    def shown(self) -> reading.LinePage:
        return reading.line_page(self.kwargs["pk"])

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        decision = request.POST.get("decision")
        if self.shown and decision not in self.forms:
            return redirect(request.path)
        form = self.forms[decision](request.POST, prefix=decision)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(bound={decision: form}), status=422)
        return self._do(decision, form)

    def _do(self, decision: str, form: forms.Form) -> HttpResponse:
        service = {"sent": payout_mark_sent, "returned": payout_mark_returned}[decision]
        try:
            service(line_id=self.shown.line.pk, by=self.request.user, **form.cleaned_data)
        except LineMoved as moved:
            text = _("Nothing was changed: this payout is already “%(status)s”.")
            messages.info(self.request, text % {"status": LineState(moved.state).label})
        else:
            messages.success(self.request, _("Written down. The cooperative has been told."))
        return redirect("delegation:payout", self.shown.line.batch_id)

    def get_context_data(self, *, bound: dict | None = None, **kwargs) -> dict:
        filled = {name: (bound or {}).get(name) or form(prefix=name) for name, form in self.forms.items()}
        return super().get_context_data(shown=self.shown, line=self.shown.line, filled=filled, **kwargs)

"""Money back for an order without a claim: the form, then what each side will bear, then it is done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView

from marketplace.centimes import mad
from marketplace.delegation.access import ModeratorMixin
from marketplace.delegation.giving_forms import GiveForm
from marketplace.delegation.reading import giving
from marketplace.money.services.refund import (
    RefundNothing,
    RefundOvertaken,
    RefundTooMuch,
    refund_ask,
    refund_foresee,
)
from marketplace.pages.giving import at_most


class GiveBackView(ModeratorMixin, FormView):
    """POST without a step asks once more; "do" does it; "change" leads back to the form with what was typed."""

    template_name, form_class = "delegation/give_back.html", GiveForm

    @cached_property
    def sheet(self) -> giving.Sheet:
        return giving.sheet_of(self.kwargs["pk"])

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return self.not_here() if self.sheet.why_not else super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return self.not_here() if self.sheet.why_not else super().post(request, *args, **kwargs)

    def not_here(self) -> HttpResponse:
        messages.info(self.request, self.sheet.why_not)
        return redirect("delegation:refunds")

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "sheet": self.sheet}

    def form_valid(self, form: GiveForm) -> HttpResponse:
        step = self.request.POST.get("step")
        if step == "change":
            return self.render_to_response(self.get_context_data(form=form))
        try:
            return self.give(form) if step == "do" else self.check(form)
        except RefundOvertaken:
            form.add_overtaken()
        except RefundTooMuch as error:
            said = at_most(mad(error.left)) if error.left > 0 else _("Without this amount all of it goes back already.")
            form.add_error("amount", said)
        except RefundNothing:
            form.add_error("amount", _("Of this, nothing is left to give back."))
        return self.form_invalid(form)

    def check(self, form: GiveForm) -> HttpResponse:
        """What each side will bear; nothing is written yet."""
        context = self.get_context_data(form=form, bearing=refund_foresee(part=self.sheet.part, **form.what))
        return render(self.request, "delegation/give_back_check.html", context)

    def give(self, form: GiveForm) -> HttpResponse:
        refund_ask(part_id=self.sheet.part.pk, by=self.request.user, **form.what, **form.why)
        messages.success(self.request, _("Done. The shopper and the cooperative have been told."))
        return redirect("delegation:refunds")

    def form_invalid(self, form: GiveForm) -> HttpResponse:
        form.look_again()
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(sheet=self.sheet, part=self.sheet.part, **kwargs)

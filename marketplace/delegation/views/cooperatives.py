"""All cooperatives, one of them, and what may be done with it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView

from cooperatives.services.life import MoveNotAllowed, StillAtWork
from cooperatives.services.suspend import cooperative_close, cooperative_reinstate, cooperative_suspend
from marketplace.delegation.access import ModeratorMixin
from marketplace.delegation.forms import CloseForm, ReinstateForm, SuspendForm
from marketplace.delegation.reading import cooperatives as reading
from marketplace.delegation.reading.trail import last_person


class CooperativesView(ModeratorMixin, TemplateView):
    template_name = "delegation/cooperatives.html"

    def get_context_data(self, **kwargs) -> dict:
        asked = self.request.GET
        shown = reading.cooperatives_page(
            status=asked.get("status", ""), asked=asked.get("q", "").strip()[:80], number=asked.get("page")
        )
        return super().get_context_data(shown=shown, **kwargs)


class CooperativeView(ModeratorMixin, TemplateView):
    template_name = "delegation/cooperative.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(shown=reading.cooperative_page(self.kwargs["slug"]), **kwargs)


class MoveView(ModeratorMixin, FormView):
    """What will happen, why, and one button. move: its name; service: what does it; done: said then."""

    template_name = "delegation/confirm.html"
    move = ""
    done = ""

    def service(self, **data) -> None:
        raise NotImplementedError

    @cached_property
    def shown(self) -> reading.CooperativePage:
        return reading.cooperative_page(self.kwargs["slug"])

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.move in self.shown.moves else self.decided_already()

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return super().post(request, *args, **kwargs) if self.move in self.shown.moves else self.decided_already()

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            self.service(cooperative_id=self.shown.cooperative.pk, by=self.request.user, **form.cleaned_data)
        except MoveNotAllowed:
            return self.decided_already()
        except StillAtWork as error:
            form.add_error(None, self._still_at_work(error.orders))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return self.to_cooperative()

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _still_at_work(self, orders: int) -> str:
        text = ngettext(
            "It has %(count)d order that is not finished. Suspend it, and close it once that order has arrived.",
            "It has %(count)d orders that are not finished. Suspend it, and close it once they have arrived.",
            orders,
        )
        return text % {"count": orders}

    def decided_already(self) -> HttpResponse:
        cooperative = reading.cooperative_named(self.kwargs["slug"])
        values = {"who": last_person(cooperative), "state": cooperative.get_status_display()}
        text = _("%(who)s was here first: it is “%(state)s” now.") if values["who"] else _("It is “%(state)s” now.")
        messages.info(self.request, text % values + " " + _("You changed nothing."))
        return self.to_cooperative()

    def to_cooperative(self) -> HttpResponse:
        return redirect("delegation:cooperative", self.kwargs["slug"])

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(shown=self.shown, move=self.move, **kwargs)


class SuspendView(MoveView):
    move, form_class = "suspend", SuspendForm
    done = gettext_lazy("Suspended: it sells nothing now. Its members have been told.")

    def service(self, **data) -> None:
        cooperative_suspend(**data)


class ReinstateView(MoveView):
    move, form_class = "reinstate", ReinstateForm
    done = gettext_lazy("It sells again. Its members have been told.")

    def service(self, **data) -> None:
        cooperative_reinstate(**data)


class CloseView(MoveView):
    move, form_class = "close", CloseForm
    done = gettext_lazy("Closed. Its members have been told.")

    def service(self, **data) -> None:
        cooperative_close(**data)

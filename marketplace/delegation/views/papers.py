"""The papers of a cooperative, for the delegation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from cooperatives.models import Cooperative
from marketplace.delegation.access import ModeratorMixin
from marketplace.delegation.forms_tax import VatForm
from marketplace.delegation.reading import papers as reading
from marketplace.delegation.reading.cooperatives import cooperative_named
from marketplace.money.models import Paper
from marketplace.money.services.tax import vat_status_set
from marketplace.pages.paper_views import PaperMakeView as MakeView
from marketplace.pages.paper_views import PaperView as OpenView
from marketplace.pages.papers import paper_or_404


class PapersView(ModeratorMixin, TemplateView):
    """The newest first."""

    template_name = "delegation/papers.html"

    def get_context_data(self, **kwargs) -> dict:
        cooperative = cooperative_named(self.kwargs["slug"])
        page = reading.page_of(cooperative, self.request.GET.get("page"))
        vat = reading.vat_of(cooperative)
        return super().get_context_data(cooperative=cooperative, page=page, vat=vat, **kwargs)


class VatView(ModeratorMixin, FormView):
    """What the cooperative's accountant confirmed."""

    template_name, form_class = "delegation/vat.html", VatForm

    @cached_property
    def cooperative(self) -> Cooperative:
        return cooperative_named(self.kwargs["slug"])

    def get_initial(self) -> dict:
        return {"charges": "yes" if reading.vat_of(self.cooperative).taxable else "no", "since": timezone.localdate()}

    def form_valid(self, form: VatForm) -> HttpResponse:
        charges, since = form.cleaned_data["charges"] == "yes", form.cleaned_data["since"]
        vat_status_set(cooperative=self.cooperative, taxable=charges, since=since, by=self.request.user)
        messages.success(self.request, _("Saved. Orders placed from that day on follow it."))
        return redirect("delegation:papers", self.cooperative.slug)

    def form_invalid(self, form: VatForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(cooperative=self.cooperative, **kwargs)


class OfCooperative(ModeratorMixin):
    """A paper of the accounts; a slip is between the cooperative and its parcel."""

    @cached_property
    def cooperative(self) -> Cooperative:
        return cooperative_named(self.kwargs["slug"])

    def find(self) -> Paper:
        return paper_or_404(Paper.objects.of(self.cooperative).numbered(), self.kwargs["paper"])

    def back(self) -> HttpResponse:
        return redirect("delegation:papers", self.cooperative.slug)


class PaperView(OfCooperative, OpenView):
    """The PDF."""


class PaperMakeView(OfCooperative, MakeView):
    """Make it in the reader's language."""

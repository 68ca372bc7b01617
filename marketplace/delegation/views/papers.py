"""The papers of a cooperative, for the delegation."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from cooperatives.models import Cooperative
from marketplace.delegation.access import ModeratorMixin
from marketplace.delegation.reading import papers as reading
from marketplace.delegation.reading.cooperatives import cooperative_named
from marketplace.money.models import Paper
from marketplace.pages.paper_views import PaperMakeView as MakeView
from marketplace.pages.paper_views import PaperView as OpenView
from marketplace.pages.papers import paper_or_404


class PapersView(ModeratorMixin, TemplateView):
    """The newest first."""

    template_name = "delegation/papers.html"

    def get_context_data(self, **kwargs) -> dict:
        cooperative = cooperative_named(self.kwargs["slug"])
        page = reading.page_of(cooperative, self.request.GET.get("page"))
        return super().get_context_data(cooperative=cooperative, page=page, **kwargs)


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

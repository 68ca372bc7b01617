"""Orders that were not accepted in time: read, then telephone."""

from __future__ import annotations

from django.views.generic import TemplateView

from marketplace.delegation.access import ModeratorMixin
from marketplace.delegation.reading.late import late_page


class LateView(ModeratorMixin, TemplateView):
    template_name = "delegation/late.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(page=late_page(self.request.GET.get("page")), **kwargs)

"""Orders that were not accepted in time: read, then telephone."""

from __future__ import annotations

from django.views.generic import TemplateView

from marketplace.delegation.access import ModeratorMixin
from marketplace.delegation.reading.late import late_page
from marketplace.delegation.reading.voices import late_questions


class LateView(ModeratorMixin, TemplateView):
    template_name = "delegation/late.html"

    def get_context_data(self, **kwargs) -> dict:
        page = late_page(self.request.GET.get("page"))
        return super().get_context_data(page=page, questions=late_questions(), **kwargs)

"""The desk: everything that waits, the longest waiting first."""

from __future__ import annotations

from django.views.generic import TemplateView

from marketplace.delegation.access import ModeratorMixin
from marketplace.delegation.reading.back import back_counts
from marketplace.delegation.reading.queue import queue_page
from marketplace.outbox.late import late_since


class QueueView(ModeratorMixin, TemplateView):
    template_name = "delegation/queue.html"

    def get_context_data(self, **kwargs) -> dict:
        asked = self.request.GET
        queue = queue_page(asked.get("kind", ""), asked.get("page"))
        return super().get_context_data(queue=queue, back=back_counts(), late_since=late_since(), **kwargs)

"""Questions about stories that more than one room asks."""

from __future__ import annotations

from django.db.models import QuerySet

from cooperatives.models import Cooperative

from .choices import StoryState


class StoryQuerySet(QuerySet):
    """Stories by who may see them and what they wait for."""

    def published(self) -> StoryQuerySet:
        """Those that everybody may read, newest first: published, of a cooperative that is selling."""
        shown = self.filter(current__isnull=False, cooperative__in=Cooperative.objects.selling())
        return shown.select_related("current", "cooperative__province", "cooperative__city").order_by(
            "-published_at", "-pk"
        )

    def waiting(self) -> StoryQuerySet:
        """Those that wait for the delegation, the longest waiting first."""
        return self.filter(state=StoryState.SUBMITTED).select_related("cooperative").order_by("submitted_at", "pk")

    def of(self, cooperative: Cooperative) -> StoryQuerySet:
        """Those of one cooperative."""
        return self.filter(cooperative=cooperative)

"""A cooperative lets shoppers fetch their goods, at hours that it says, or no longer does; what was ordered so before
stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from cooperatives.models import Cooperative


def pickup_set(*, cooperative_id: int, days: Sequence[int], first: time, last: time) -> None:
    """days: of hours.WEEK. first, last: from when and until when. Takes the place of what was said before."""
    _write(cooperative_id, offers_pickup=True, pickup_days=sorted(days), pickup_from=first, pickup_until=last)


def pickup_end(*, cooperative_id: int) -> None:
    """Parcels only, from now. The hours are kept for when it begins again."""
    _write(cooperative_id, offers_pickup=False)


def _write(cooperative_id: int, **columns: object) -> None:
    # Only these columns: a member's other page may be saving something else of the cooperative.
    cooperative = Cooperative.objects.only("pk").get(pk=cooperative_id)
    for name, value in columns.items():
        setattr(cooperative, name, value)
    cooperative.save(update_fields=list(columns))

"""A cooperative says when it packs nothing. Its goods stay visible and can be bought; they leave later."""

from __future__ import annotations

from datetime import date

from cooperatives.models import Cooperative

_COLUMNS = ["holiday_from", "holiday_until", "holiday_reason"]


def holiday_set(*, cooperative_id: int, first: date, last: date, reason: str) -> None:
    """first, last: the first and the last day without packing. Takes the place of what was said before."""
    _write(cooperative_id, first, last, reason)


def holiday_end(*, cooperative_id: int) -> None:
    """Packing goes on as usual, from now."""
    _write(cooperative_id, None, None, "")


def _write(cooperative_id: int, first: date | None, last: date | None, reason: str) -> None:
    # Only these columns: a member's other page may be saving something else of the cooperative.
    cooperative = Cooperative.objects.only("pk").get(pk=cooperative_id)
    cooperative.holiday_from, cooperative.holiday_until, cooperative.holiday_reason = first, last, reason
    cooperative.save(update_fields=_COLUMNS)

"""The cooperatives that a person belongs to."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.mydata.registry import Hindered, Part, leave_out, register

from .models import Cooperative, CooperativeQuerySet, Membership

# Nobody waits for these, or nobody will any more: their president may go.
_NOBODYS_LOSS = (Cooperative.Status.DRAFT, Cooperative.Status.REFUSED, Cooperative.Status.CLOSED)


def _export(user) -> list[dict]:
    rows = Membership.objects.filter(user=user).select_related("cooperative").order_by("pk")
    return [
        {"cooperative": row.cooperative.name, "role": row.role, "since": row.created_at, "until": row.ended_at}
        for row in rows
    ]


def _presided(user) -> CooperativeQuerySet:
    """Those that would be left if their president went."""
    mine = Membership.objects.current().filter(user=user, role=Membership.Role.PRESIDENT)
    return (
        Cooperative.objects.filter(pk__in=mine.values("cooperative")).exclude(status__in=_NOBODYS_LOSS).order_by("pk")
    )


def _hinders(user) -> list[str]:
    """A cooperative is never left without its president."""
    others = Membership.objects.current().exclude(user=user).filter(role=Membership.Role.PRESIDENT)
    return [
        _("You are the only president of %(cooperative)s. Another member must become president first.")
        % {"cooperative": cooperative.name}
        for cooperative in _presided(user)
        if not others.of(cooperative).exists()
    ]


def _hold(user) -> None:
    """The cooperatives that she presides over: another president of one waits here until we have gone, or not."""
    list(_presided(user).select_for_update())


def _erase(user) -> None:
    """Her memberships end; a draft that nobody else works on forgets how to reach her. Raises Hindered.

    Asked once more with the cooperatives locked: two presidents cannot both go because the other one stays.
    """
    _hold(user)
    if reasons := _hinders(user):
        raise Hindered(reasons)
    Membership.objects.filter(user=user, ended_at=None).update(ended_at=timezone.now())
    drafts = Cooperative.objects.filter(status=Cooperative.Status.DRAFT, memberships__user=user)
    drafts.exclude(memberships__in=Membership.objects.current()).update(phone="", email="", address="")


register(
    Part(
        name="cooperatives",
        columns=("cooperatives.Membership.user",),
        export=_export,
        erase=_erase,
        kept="That somebody was a member stays in the cooperative's history, without a name.",
        hinders=_hinders,
    )
)
leave_out(
    ["cooperatives.Cooperative.address", "cooperatives.Cooperative.phone", "cooperatives.Cooperative.email"],
    reason="The cooperative's own, and published.",
)

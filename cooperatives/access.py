"""The only door from a user to a cooperative. A stranger is told that there is nothing here (404, never 403)."""

from __future__ import annotations

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest
from django.utils.functional import cached_property

from .models import Cooperative, Membership

WITHOUT_PAGES = (Cooperative.Status.CLOSED, Cooperative.Status.REFUSED)


def cooperatives_of(user) -> list[Cooperative]:
    """The cooperatives that `user` is a current member of, by slug; closed and refused ones have no pages."""
    if not user.is_authenticated:
        return []
    current = Membership.objects.current().filter(user=user)
    open_ones = Cooperative.objects.filter(memberships__in=current).exclude(status__in=WITHOUT_PAGES)
    return list(open_ones.with_places().order_by("slug"))


def membership_for(user, slug: str) -> Membership:
    """The current membership of `user` in the cooperative with this slug. Raises Http404 for a stranger."""
    found = (
        Membership.objects.current()
        .select_related("cooperative__province", "cooperative__city")
        .filter(user=user, cooperative__slug=slug)
        .exclude(cooperative__status__in=WITHOUT_PAGES)
        .first()
    )
    if found is None:
        raise Http404
    return found


def people_to_tell(cooperative: Cooperative) -> list[Membership]:
    """Who hears of an order: sales, else the president. Empty when there is nobody: the caller tells the delegation."""
    members = list(Membership.objects.current().of(cooperative).select_related("user").order_by("pk"))
    for role in (Membership.Role.SALES, Membership.Role.PRESIDENT):
        if chosen := [member for member in members if member.role == role]:
            return chosen
    return []


class CooperativeAccessMixin(LoginRequiredMixin):
    """Resolves the `cooperative` slug of the URL once, for every seller view."""

    request: HttpRequest
    kwargs: dict

    @cached_property
    def membership(self) -> Membership:
        return membership_for(self.request.user, self.kwargs["cooperative"])

    @property
    def cooperative(self) -> Cooperative:
        return self.membership.cooperative

    def dispatch(self, request: HttpRequest, *args, **kwargs):
        if request.user.is_authenticated:
            self.kwargs = kwargs
            _ = self.membership  # 404 before anything else happens
        return super().dispatch(request, *args, **kwargs)

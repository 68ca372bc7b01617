"""Following a cooperative: for who is signed in; a guest signs in and comes back to this page's button."""

from __future__ import annotations

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from marketplace.interest.services.follow import TooMany, follow_start, follow_stop
from marketplace.pages.private import PrivateMixin
from marketplace.storefront import interests

from .toggles import done, is_wanted, refused


class FollowView(PrivateMixin, LoginRequiredMixin, TemplateView):
    """One cooperative: what following means, and the button (POST)."""

    template_name = "storefront/follow.html"

    def get_context_data(self, **kwargs) -> dict:
        cooperative = interests.cooperative_to_follow(self.kwargs["slug"])
        pressed = cooperative.pk in interests.pressed_of(self.request)["follows"]
        return super().get_context_data(cooperative=cooperative, pressed=pressed, person=self.request.user, **kwargs)

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        if not is_wanted(request):
            return self._stop(interests.cooperative_of(slug))
        cooperative, where = interests.cooperative_to_follow(slug), reverse("my-messages")
        try:
            follow_start(user=request.user, cooperative=cooperative)
        except TooMany:
            return refused(request, _("You follow very many cooperatives. Stop following some first."), where)
        text = _("You follow %(name)s: its news come once a day at most.") % {"name": cooperative.name}
        return done(request, text, where, pressed=True)

    def _stop(self, cooperative) -> HttpResponse:
        follow_stop(user=self.request.user, cooperative_id=cooperative.pk)
        text = _("You no longer follow %(name)s.") % {"name": cooperative.name}
        return done(self.request, text, reverse("my-messages"), pressed=False)

"""Who may enter: people who work for the delegation. To everybody else there is nothing here (404, never 403)."""

from __future__ import annotations

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse

from marketplace.pages.private import PrivateMixin


class ModeratorMixin(PrivateMixin, LoginRequiredMixin):
    """For every view of this door; a guest is sent to sign in."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.user.is_authenticated and not request.user.is_moderator:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

"""Signing out everywhere: a lost phone, a shared computer."""

from __future__ import annotations

from django.contrib.auth import update_session_auth_hash
from django.db.models import F
from django.http import HttpRequest

from ..models import User


def sessions_end(*, request: HttpRequest) -> None:
    """End every session of the request's user but this one."""
    User.objects.filter(pk=request.user.pk).update(sessions_ended=F("sessions_ended") + 1)
    request.user.refresh_from_db(fields=["sessions_ended"])
    update_session_auth_hash(request, request.user)

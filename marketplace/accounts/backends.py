"""Allauth's backend, closed to the demo accounts wherever DEMO_SIGN_INS is False."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend as AllauthBackend
from django.contrib.auth.base_user import AbstractBaseUser

from .demo import is_refused


class AuthenticationBackend(AllauthBackend):
    """Refuses at sign-in, and ends a session that began while the demonstration was open."""

    def _check_password(self, user: AbstractBaseUser | None, password: str) -> AbstractBaseUser | None:
        checked = super()._check_password(user, password)
        return None if checked is not None and is_refused(checked, password) else checked

    def user_can_authenticate(self, user: AbstractBaseUser) -> bool:
        return super().user_can_authenticate(user) and not is_refused(user)

"""A new password forgives the wrong ones."""

from allauth.account.adapter import get_adapter
from allauth.account.signals import password_reset
from django.dispatch import receiver


@receiver(password_reset)
def forget_failed_attempts(sender, request, user, **kwargs) -> None:
    """Allauth does this for e-mail addresses only; who reset by SMS signs in with her number."""
    if user.phone:
        get_adapter()._delete_login_attempts_cached_email(request, phone=user.phone)

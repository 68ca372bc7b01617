"""A new password forgives the wrong ones; a new address keeps what was wished at the old one."""

from allauth.account.adapter import get_adapter
from allauth.account.signals import email_changed, password_reset
from django.dispatch import receiver

from marketplace.outbox.wishes import wishes_move


@receiver(password_reset)
def forget_failed_attempts(sender, request, user, **kwargs) -> None:
    """Allauth does this for e-mail addresses only; who reset by SMS signs in with her number."""
    if user.phone:
        get_adapter()._delete_login_attempts_cached_email(request, phone=user.phone)


@receiver(email_changed)
def keep_wishes(sender, request, user, from_email_address, to_email_address, **kwargs) -> None:
    """What she stopped at her old address stays stopped at the new one."""
    if from_email_address:
        wishes_move(old=from_email_address.email, new=to_email_address.email)

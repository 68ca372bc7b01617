"""What stands between a right password and a session: one contact that has been proved.

An account opens once its e-mail address or its telephone was proved by a code; after that the other one, proved or
not, never bars the way. Allauth's "optional" verification would sign a newcomer in at once, and so would have to tell
her that an address is taken: a way to find out who has an account, and a way to hold somebody else's address.
"""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.account.stages import EmailVerificationStage, PhoneVerificationStage
from django.contrib.auth.base_user import AbstractBaseUser

from marketplace.outbox import sms


def has_proved_email(user: AbstractBaseUser | None) -> bool:
    """Whether a code has come back from one of the user's e-mail addresses."""
    return user is not None and EmailAddress.objects.filter(user_id=user.pk, verified=True).exists()


class ProvePhoneStage(PhoneVerificationStage):
    """Asks for the code sent by SMS, unless the e-mail address was proved or this market sends no SMS."""

    def handle(self):
        if not sms.available() or has_proved_email(self.login.user):
            return None, True
        return super().handle()


class ProveEmailStage(EmailVerificationStage):
    """Asks for the code sent by e-mail, unless the telephone was proved or there is no address to prove."""

    def handle(self):
        user = self.login.user
        if user is not None and (user.phone_verified or not user.email):
            return None, True
        return super().handle()

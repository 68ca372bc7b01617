"""Where allauth meets this market: our users' telephones, our letters, our fence, our words."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib import messages as flash
from django.forms import BaseForm, Field
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from . import messages
from .demo import is_refused
from .fields import PhoneField
from .models import User
from .phones import NotAPhone, phone_normalise

# The letters that allauth asks for, and the kind of message each is here.
KINDS = {
    "account/email/email_confirmation": messages.CODE,
    "account/email/email_confirmation_signup": messages.CODE,
    "account/email/password_reset_code": messages.RESET_CODE,
    "account/email/account_already_exists": messages.EXISTS,
    "account/email/unknown_account": messages.UNKNOWN,
    "account/email/password_changed": messages.PASSWORD_CHANGED,
    "account/email/password_reset": messages.PASSWORD_CHANGED,
    "account/email/password_set": messages.PASSWORD_CHANGED,
    "account/email/email_changed": messages.EMAIL_CHANGED,
    "account/email/email_deleted": messages.EMAIL_REMOVED,
}
# What of allauth's context goes into the message.
_PAYLOAD = ("code", "to_email", "deleted_email")
_WRONG = _("The e-mail or telephone and the password do not belong together. Try again, or ask for a new password.")


class AccountAdapter(DefaultAccountAdapter):
    """Allauth's adapter for a user who has an e-mail address, a telephone, or both."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "demo_refused": _("The demonstration's accounts are closed on this site."),
        "duplicate_email": _("This is your e-mail address already."),
        "email_password_mismatch": _WRONG,
        "email_taken": _("Another account has this e-mail address."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_code": _("This is not the code that we sent. Look at it again, or ask for a new one."),
        "incorrect_password": _("This is not your password."),
        "invalid_login": _WRONG,
        "phone_password_mismatch": _WRONG,
        "phone_taken": _("Another account has this telephone number."),
        "rate_limited": _("You asked for codes very quickly. Wait a minute, then ask again."),
        "same_as_current": _("This is what we have already."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again."),
        "username_password_mismatch": _WRONG,
    }

    # --- telephones ---
    def phone_form_field(self, **kwargs: Any) -> Field:
        """Our own field: it understands 06 12 34 56 78."""
        return PhoneField(**kwargs)

    def get_user_by_phone(self, phone: str) -> User | None:
        """Whoever has the number, however it is typed."""
        try:
            return User.objects.filter(phone=phone_normalise(phone)).first()
        except NotAPhone:
            return None

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        """(E.164, proved?), or None."""
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        """Keep the number."""
        user.phone, user.phone_verified = phone, verified
        user.save(update_fields=["phone", "phone_verified"])

    def set_phone_verified(self, user: User, phone: str) -> None:
        """A code came back from the number."""
        self.set_phone(user, phone, True)

    # --- sign-up and sign-in ---
    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        """A newcomer: her name, her number if she gave one, and the language of the page she signed up on."""
        user.name, user.phone = form.cleaned_data["name"], form.cleaned_data["phone"]
        user.language = get_language() or settings.LANGUAGE_CODE
        return super().save_user(request, user, form, commit=commit)

    def get_login_stages(self) -> list[str]:
        """Allauth's, with our rule for what must be proved (stages.py)."""
        ours = {
            "allauth.account.stages.PhoneVerificationStage": "marketplace.accounts.stages.ProvePhoneStage",
            "allauth.account.stages.EmailVerificationStage": "marketplace.accounts.stages.ProveEmailStage",
        }
        return [ours.get(path, path) for path in super().get_login_stages()]

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """As allauth does, but say so when the right password would open a demo account that is closed here."""
        user = super().authenticate(request, **credentials)
        if user is not None and is_refused(user, credentials.get("password", "")):
            raise self.validation_error("demo_refused")
        return user

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """The last door of every way in: no demo account passes it where they are closed."""
        if is_refused(user):
            self.add_message(request, flash.ERROR, message=self.error_messages["demo_refused"])
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))
        return super().pre_login(request, user, **kwargs)

    def can_delete_email(self, email_address: EmailAddress) -> bool:
        """Her address is changed, never removed: an account needs a way to be reached."""
        return email_address.email != email_address.user.email

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Allauth's key leaves telephones out: five wrong passwords of anybody would lock every number."""
        return "login:" + (credentials.get("email") or credentials.get("phone") or credentials.get("username") or "")

    # --- where to go on ---
    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """The home page in the language of the page she leaves."""
        return f"/{get_language()}/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Her account."""
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    # --- letters ---
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A row in the outbox. `email` is a telephone number where a password is reset by SMS."""
        payload = {key: str(context[key]) for key in _PAYLOAD if key in context}
        messages.account_tell(kind=KINDS[template_prefix], address=email, user=context.get("user"), **payload)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """As allauth does, and in the user's language even where the address is no longer hers."""
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, email)

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs: Any) -> None:
        """The code that proves a telephone."""
        messages.account_tell(kind=messages.CODE, address=phone, user=user, code=code)

    def send_account_already_exists_sms(self, phone: str) -> None:
        """To somebody who signs up again."""
        messages.account_tell(kind=messages.EXISTS, address=phone)

"""Allauth's forms with our fields: one for e-mail or telephone, one for the password, and words of our own."""

from __future__ import annotations

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from allauth.account.internal import flows
from allauth.account.internal.userkit import filter_users_by_email
from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from marketplace.outbox import sms

from .fields import ContactField, EmailField, PhoneField, contact_normalise
from .models import User

_PASSWORD_HELP = _("At least 8 characters, and none of the most common passwords.")


class PlainMixin:
    """No placeholders (labels say it), and a new password is typed once: what she reads is what she typed."""

    labels: dict = {}
    helps: dict = {}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")


class SignInForm(PlainMixin, allauth.LoginForm):
    """E-mail address or telephone, and the password."""

    labels = {
        "login": _("E-mail or telephone"),
        "password": _("Password"),
        "remember": _("Keep me signed in on this device"),
    }
    helps = {"remember": _("Leave it empty when others use this telephone or computer too.")}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget = ContactField(by_phone=True).widget
        self.fields["login"].max_length = 254

    def clean_login(self) -> str:
        """As it is stored, so that a number counts as one number for the rate limit however it is typed."""
        return contact_normalise(self.cleaned_data["login"])


class SignUpForm(PlainMixin, allauth.SignupForm):
    """A name, a way to be reached and a password; the language is that of the page."""

    labels = {"password1": _("Password")}
    helps = {"password1": _PASSWORD_HELP}
    field_order = ["name", "contact", "password1"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["email"], self.fields["phone"]
        self.fields["name"] = forms.CharField(
            label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
        )
        self.fields["contact"] = ContactField(
            by_phone=sms.available(), initial=self.initial.get("email"), help_text=_("We send a code there.")
        )
        self.order_fields(self.field_order)

    def clean_contact(self) -> str:
        """Hand allauth the e-mail or the number; one that is taken is noted and never told on the page."""
        contact = self.cleaned_data["contact"]
        self.cleaned_data["email"] = self.validate_unique_email(contact) if "@" in contact else None
        self.cleaned_data["phone"] = None if "@" in contact else contact
        return contact

    def try_save(self, request: HttpRequest):
        """Make the account; where somebody has one, answer the same way and in the same time."""
        if self.account_already_exists:
            User().set_password(self.cleaned_data["password1"])
        try:
            return super().try_save(request)
        except IntegrityError:
            # Somebody else took the address between our look and our write.
            self.account_already_exists = True
            return super().try_save(request)

    @transaction.atomic
    def save(self, request: HttpRequest) -> User:
        """The user and her e-mail address, both or neither."""
        return super().save(request)


class ResetPasswordForm(PlainMixin, forms.Form):
    """Where to send the code; the field is named as allauth's view expects it."""

    email = forms.CharField()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = ContactField(by_phone=sms.available())

    def save(self, request: HttpRequest, **kwargs) -> str:
        """Send a code if there is such an account; the page is the same if there is none."""
        contact = self.cleaned_data["email"]
        # Allauth's process keeps the contact under "email" and hands it to the adapter's send_mail, which knows both.
        flows.password_reset_by_code.PasswordResetVerificationProcess.initiate(
            request=request, user=_active_user(contact), email=contact
        )
        return contact


def _active_user(contact: str):
    """The one who signs in with this e-mail address or number, if she may."""
    if "@" in contact:
        return next(iter(filter_users_by_email(contact, is_active=True, prefer_verified=True, for_login=True)), None)
    user = get_adapter().get_user_by_phone(contact)
    return user if user and user.is_active else None


class NewPasswordForm(PlainMixin, allauth.ResetPasswordKeyForm):
    """After the code."""

    labels = {"password1": _("New password")}
    helps = {"password1": _PASSWORD_HELP}


class ChangePasswordForm(PlainMixin, allauth.ChangePasswordForm):
    """The old one, then the new one."""

    labels = {"oldpassword": _("Current password"), "password1": _("New password")}
    helps = {"password1": _PASSWORD_HELP}


class SetPasswordForm(PlainMixin, allauth.SetPasswordForm):
    """For an account that has none yet."""

    labels = {"password1": _("Password")}
    helps = {"password1": _PASSWORD_HELP}


class ReauthenticateForm(PlainMixin, allauth.ReauthenticateForm):
    """The password again, before a contact changes."""

    labels = {"password": _("Password")}


class ChangeEmailForm(PlainMixin, allauth.AddEmailForm):
    """A new e-mail address; it counts once its code came back."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = EmailField(label=_("New e-mail address"), help_text=_("We send a code there."))


class ChangePhoneForm(PlainMixin, allauth.ChangePhoneForm):
    """A new telephone number; it counts once its code came back."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"] = PhoneField(
            for_sms=True, label=_("New telephone number"), help_text=_("We send a code there by SMS.")
        )


class CodeMixin(PlainMixin):
    """The code of a letter or an SMS: digits, and the telephone may offer it by itself."""

    labels = {"code": _("Code")}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].max_length = 20
        self.fields["code"].widget.attrs.update({"inputmode": "numeric", "dir": "ltr"})


class EmailCodeForm(CodeMixin, allauth.ConfirmEmailVerificationCodeForm):
    """Proves an e-mail address."""


class PhoneCodeForm(CodeMixin, allauth.VerifyPhoneForm):
    """Proves a telephone."""


class ResetCodeForm(CodeMixin, allauth.ConfirmPasswordResetCodeForm):
    """Opens the choice of a new password."""


class ProfileForm(forms.Form):
    """What a person says about herself."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(
        label=_("Language"), choices=User._meta.get_field("language").choices, widget=forms.RadioSelect,
        help_text=_("Our messages to you come in this language."),
    )  # fmt: skip

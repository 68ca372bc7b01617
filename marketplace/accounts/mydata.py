"""The person herself, how she signs in, and her address book."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _

from marketplace.mydata.registry import Part, leave_out, register

from .models import Address, User

# Where nobody can ever have an address (RFC 2606): the table asks for one.
NOBODY = "closed-{pk}@closed.invalid"


def _profile(user: User) -> dict:
    return {
        "name": user.name,
        "email": user.email,
        "telephone": user.phone,
        "telephone_confirmed": user.phone_verified,
        "language": user.language,
        "joined_at": user.date_joined,
        "last_signed_in_at": user.last_login,
        "works_for_the_delegation": user.is_moderator,
        "email_addresses": list(EmailAddress.objects.filter(user=user).values("email", "verified", "primary")),
    }


def _addresses(user: User) -> list[dict]:
    return [
        {
            "name": row.name,
            "telephone": row.phone,
            "town": row.city.name,
            "street": row.street,
            "landmark": row.landmark,
            "postal_code": row.postal_code,
            "used_first": row.is_usual,
        }
        for row in Address.objects.of(user)
    ]


def _forget(user: User) -> None:
    """The row stays without anything of hers: papers point at it. Its sessions end with the password."""
    EmailAddress.objects.filter(user=user).delete()
    user.email, user.phone, user.phone_verified = NOBODY.format(pk=user.pk), None, False
    user.name, user.language, user.last_login = "", "fr", None
    user.is_active, user.is_moderator, user.is_staff, user.is_superuser = False, False, False, False
    user.sessions_ended += 1
    user.set_unusable_password()
    user.save()
    user.groups.clear()
    user.user_permissions.clear()


def _hinders(user: User) -> list[str]:
    if user.is_moderator or user.is_staff or user.is_superuser:
        return [_("This account works for the delegation: its administrator closes it.")]
    return []


register(
    Part(
        name="profile",
        columns=(
            "accounts.User.email",
            "accounts.User.phone",
            "account.EmailAddress.user",
            "account.EmailAddress.email",
        ),
        export=_profile,
        erase=_forget,
        hinders=_hinders,
        last=True,
    )
)
register(
    Part(
        name="addresses",
        columns=("accounts.Address.user", "accounts.Address.phone"),
        export=_addresses,
        erase=lambda user: Address.objects.filter(user=user).delete(),
    )
)
leave_out(["account.EmailConfirmation.email_address"], reason="Goes with its e-mail address; codes are kept nowhere.")

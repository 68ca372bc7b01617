"""The user: signs in with an e-mail address or a telephone number, whichever there is."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager):
    """Creates users; `""` is stored as NULL so that the unique columns stay unique."""

    def create_user(
        self, email: str | None = None, password: str | None = None, *, phone: str | None = None, **fields
    ) -> User:
        """A user with at least one of e-mail and phone (E.164). Raises ValueError when both are missing."""
        if not email and not phone:
            raise ValueError("A user needs an e-mail address or a telephone number.")
        user = self.model(email=self.normalize_email(email).lower() if email else None, phone=phone or None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> User:
        """An administrator."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str) -> User:
        """By e-mail, case ignored."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Many members of a cooperative share one phone: no e-mail is ever required of a seller."""

    email = models.EmailField(_("e-mail address"), unique=True, null=True, blank=True)
    phone = models.CharField(_("telephone"), max_length=16, unique=True, null=True, blank=True)
    phone_verified = models.BooleanField(default=False)
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(
        _("language"), max_length=2, default="fr", choices=[("fr", "Français"), ("ar", "العربية"), ("en", "English")]
    )
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    # Opens the delegation's door, and nothing else: not Oscar's pages, not a cooperative's.
    is_moderator = models.BooleanField(_("works for the delegation"), default=False)
    date_joined = models.DateTimeField(default=timezone.now)
    # Part of every session's proof: counting it up ends all sessions at once.
    sessions_ended = models.PositiveIntegerField(default=0)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(
                condition=Q(email__isnull=False) | Q(phone__isnull=False), name="user_has_email_or_phone"
            ),
        ]

    def save(self, *args, **kwargs) -> None:
        """`""` becomes NULL: a second user without e-mail (or phone) must not collide with the first."""
        self.email, self.phone = self.email or None, self.phone or None
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return self.name or self.email or self.phone or ""

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django's, which changes with the password, and ours, which changes with "sign out everywhere" too."""
        value = f"{self.password}{self.sessions_ended}"
        return salted_hmac("marketplace.accounts.session", value, secret=secret, algorithm="sha256").hexdigest()

    # Oscar's templates and models ask for these two.
    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class AddressQuerySet(models.QuerySet):
    """A person's addresses, and nobody else's."""

    def of(self, user: User) -> AddressQuerySet:
        """Hers, the usual one first, then the newest."""
        return self.filter(user=user).select_related("city__province").order_by("-is_usual", "-pk")


class Address(models.Model):
    """Where a person has parcels brought. Orders keep their own copy: changing this one changes no order."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="address_book")
    name = models.CharField(_("name"), max_length=120)
    phone = models.CharField(_("telephone"), max_length=16)
    city = models.ForeignKey("places.City", on_delete=models.PROTECT, related_name="+")
    street = models.CharField(_("street"), max_length=200)
    landmark = models.CharField(_("landmark"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=5, blank=True)
    is_usual = models.BooleanField(default=False)

    objects = AddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(is_usual=True), name="one_usual_address"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.street}"

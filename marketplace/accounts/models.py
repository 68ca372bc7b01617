"""The user: signs in with an e-mail address or a telephone number, whichever there is."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils import timezone
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
    date_joined = models.DateTimeField(default=timezone.now)

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

    # Oscar's templates and models ask for these two.
    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

"""Why the delegation does not show something, or takes it away: said to the writer in her own language."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SaidReason(models.TextChoices):
    NOT_ABOUT = "not_about", _("It is not about the product")
    OFFENSIVE = "offensive", _("It hurts somebody")
    PERSONAL = "personal", _("It names a person, an address or a number")
    ADVERT = "advert", _("It advertises something else")
    UNTRUE = "untrue", _("It promises a cure, or says what cannot be true")
    OTHER = "other", _("Something else")

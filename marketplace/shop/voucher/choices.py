"""The words of vouchers: what one takes off, and why one does not count."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VoucherKind(models.TextChoices):
    """How `value` is meant."""

    AMOUNT = "amount", _("An amount in dirhams")
    PERCENT = "percent", _("A percentage of the goods")


class Refusal(models.TextChoices):
    """Why a code takes nothing off this basket now."""

    UNKNOWN = "unknown", _("We do not know this code.")
    NOT_YET = "not_yet", _("This code cannot be used yet.")
    ENDED = "ended", _("This code is no longer valid.")
    USED_UP = "used_up", _("This code has been used up.")
    USED_BY_YOU = "used_by_you", _("You have used this code before: it is valid once per customer.")
    OTHER_GOODS = "other_goods", _("This code is for goods of another cooperative, which are not in your basket.")
    TOO_LITTLE = "too_little", _("The goods do not reach the least amount for this code.")
    ONE_ONLY = "one_only", _("Another code counts already for the same goods.")

"""Who sells: cooperatives, the people in them, their certificates. Knows nothing of products, orders or money."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .choices import Craft, HolidayReason
from .holiday import Closure
from .hours import Hours


class CooperativeQuerySet(models.QuerySet):
    """Questions about cooperatives that more than one room asks."""

    def selling(self) -> CooperativeQuerySet:
        """Those whose goods can be seen and bought: the one predicate, used everywhere."""
        return self.filter(status=Cooperative.Status.ADMITTED)

    def in_directory(self) -> CooperativeQuerySet:
        """Those that the list of cooperatives shows: the selling ones, and directory entries."""
        return self.filter(status__in=[Cooperative.Status.ADMITTED, Cooperative.Status.DIRECTORY])

    def waiting(self) -> CooperativeQuerySet:
        """Applications that the delegation has not answered yet, oldest first."""
        return self.filter(status=Cooperative.Status.SUBMITTED).order_by("submitted_at", "pk")

    def applied_by(self, user) -> CooperativeQuerySet:
        """Of which `user` is a current member and whose application is still open, the newest first."""
        current = Membership.objects.current().filter(user=user)
        open_ones = [Cooperative.Status.DRAFT, Cooperative.Status.SUBMITTED, Cooperative.Status.CHANGES_ASKED]
        return self.filter(memberships__in=current, status__in=open_ones).order_by("-pk")

    def not_selling_now(self) -> CooperativeQuerySet:
        """Those that sold and were stopped: their pages say so instead of denying that they exist."""
        return self.filter(status=Cooperative.Status.SUSPENDED)

    def with_places(self) -> CooperativeQuerySet:
        """With province and city joined."""
        return self.select_related("province", "city")


class Cooperative(models.Model):
    """A seller: a cooperative, a union or a GIE. Never deleted: orders point at it for ever."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        CHANGES_ASKED = "changes_asked", _("Changes asked")
        REFUSED = "refused", _("Refused")
        ADMITTED = "admitted", _("Admitted")
        SUSPENDED = "suspended", _("Suspended")
        CLOSED = "closed", _("Closed")
        # Published facts only: it never applied, sells nothing here, and is not a word of the delegation's about it.
        DIRECTORY = "directory", _("In the directory")

    class Kind(models.TextChoices):
        COOPERATIVE = "cooperative", _("Cooperative")
        UNION = "union", _("Union of cooperatives")
        GIE = "gie", _("Economic interest group")

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120)
    brand = models.CharField(_("brand"), max_length=80, blank=True)
    tagline = models.CharField(_("in one line"), max_length=160, blank=True)
    about = models.TextField(_("about"), blank=True)
    story_title = models.CharField(_("title of the story"), max_length=160, blank=True)
    craft = models.CharField(_("craft"), max_length=20, choices=Craft.choices)
    kind = models.CharField(_("legal form"), max_length=12, choices=Kind.choices, default=Kind.COOPERATIVE)
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.DRAFT, db_index=True)

    province = models.ForeignKey("places.Province", on_delete=models.PROTECT, related_name="cooperatives")
    city = models.ForeignKey("places.City", on_delete=models.PROTECT, related_name="cooperatives")
    commune = models.CharField(_("commune"), max_length=80, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=16, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)

    # A registration number means something only together with its court (law 112-12).
    registration_number = models.CharField(_("registration number"), max_length=40, blank=True)
    registration_court = models.CharField(_("court of first instance"), max_length=80, blank=True)
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    founded_year = models.PositiveSmallIntegerField(_("founded in"), null=True, blank=True)
    members_count = models.PositiveIntegerField(_("members"), null=True, blank=True)
    # Where the published figure is not a plain count: "about 30", "founded by 7".
    members_note = models.CharField(_("members, in words"), max_length=80, blank=True)
    is_womens = models.BooleanField(_("women's cooperative"), default=False)
    is_fictitious = models.BooleanField(_("demonstration only"), default=False)

    handling_days = models.PositiveSmallIntegerField(_("working days to pack"), default=2)
    accept_hours = models.PositiveSmallIntegerField(
        _("hours to accept an order"), default=48, validators=[MinValueValidator(1)]
    )
    offers_pickup = models.BooleanField(_("pick-up at the cooperative"), default=False)
    # When that is open (services/pickup.py): days of hours.WEEK, and hours of each; all of it or nothing.
    pickup_days = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name=_("days for fetching"), blank=True, default=list, db_default=[]
    )
    pickup_from = models.TimeField(_("open from"), null=True, blank=True)
    pickup_until = models.TimeField(_("open until"), null=True, blank=True)
    # First and last day on which nothing is packed (services/holiday.py); both or neither.
    holiday_from = models.DateField(_("first day without packing"), null=True, blank=True)
    holiday_until = models.DateField(_("last day without packing"), null=True, blank=True)
    holiday_reason = models.CharField(_("why"), max_length=8, choices=HolidayReason.choices, blank=True, db_default="")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # When the application was sent, and sent again: its place in the delegation's queue.
    submitted_at = models.DateTimeField(_("applied on"), null=True, blank=True, editable=False)
    # Its first admission; None of those that sold before there was an application.
    admitted_at = models.DateTimeField(_("admitted on"), null=True, blank=True, editable=False)

    objects = CooperativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("cooperative")
        verbose_name_plural = _("cooperatives")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(holiday_from=None, holiday_until=None)
                | Q(holiday_from__isnull=False, holiday_until__isnull=False, holiday_until__gte=F("holiday_from")),
                name="holiday_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(pickup_days=[], pickup_from=None, pickup_until=None)
                | Q(
                    pickup_days__len__gt=0,
                    pickup_from__isnull=False,
                    pickup_until__isnull=False,
                    pickup_until__gt=F("pickup_from"),
                ),
                name="hours_are_whole_and_end_after_they_begin",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def hours(self) -> Hours | None:
        """When goods can be fetched, whether that is offered now or not; None while nobody has said."""
        return Hours(self.pickup_days, self.pickup_from, self.pickup_until) if self.pickup_days else None

    @property
    def opening(self) -> str:
        """The hours in words, in the reader's language; nothing while nobody has said."""
        return str(self.hours or "")

    @property
    def closure(self) -> Closure | None:
        """The days without packing that are going on or to come; None without any."""
        today = timezone.localdate()
        if self.holiday_until is None or self.holiday_until < today:
            return None
        return Closure(self.holiday_from, self.holiday_until, self.get_holiday_reason_display(), today)


class MembershipQuerySet(models.QuerySet):
    """Memberships by what they still allow."""

    def current(self) -> MembershipQuerySet:
        """Those that have not ended; an ended one loses access at the next request."""
        return self.filter(ended_at__isnull=True, user__is_active=True)

    def of(self, cooperative: Cooperative) -> MembershipQuerySet:
        """Those of one cooperative."""
        return self.filter(cooperative=cooperative)


class Membership(models.Model):
    """A person in a cooperative, with one role."""

    class Role(models.TextChoices):
        PRESIDENT = "president", _("President")
        SALES = "sales", _("Sales")
        STOCK = "stock", _("Stock")
        ACCOUNTS = "accounts", _("Accounts")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    cooperative = models.ForeignKey(Cooperative, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "cooperative"], condition=Q(ended_at__isnull=True), name="one_current_membership"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.cooperative} · {self.role}"


class CertificateQuerySet(models.QuerySet):
    """Certificates by what they still prove."""

    def valid(self) -> CertificateQuerySet:
        """Reviewed by the delegation and not expired: only these become badges."""
        today = timezone.localdate()
        return self.filter(reviewed_at__isnull=False).filter(Q(expires_on__isnull=True) | Q(expires_on__gte=today))


class Certificate(models.Model):
    """A paper that a badge stands on."""

    class Kind(models.TextChoices):
        ONSSA = "onssa", _("Works under ONSSA safety conditions")
        IGP = "igp", _("Protected geographical indication")
        AOP = "aop", _("Protected designation of origin")
        ORGANIC = "organic", _("Organic")
        TERROIR = "terroir", _("Terroir du Maroc")
        HANDMADE = "handmade", _("Moroccan handmade label")

    cooperative = models.ForeignKey(Cooperative, on_delete=models.CASCADE, related_name="certificates")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    number = models.CharField(_("number"), max_length=60, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()

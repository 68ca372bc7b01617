"""Success stories: the words that are being worked on, and the versions that were published."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.sanitise import clean_rich_text

from .choices import StoryReason, StoryState
from .managers import StoryQuerySet


class Story(models.Model):
    """A cooperative's story. Its columns are what is being worked on; readers see `current`, the last version.

    published_at: when it first appeared; a new version of a story is no new story.
    """

    cooperative = models.ForeignKey("cooperatives.Cooperative", on_delete=models.PROTECT, related_name="stories")
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(_("title"), max_length=160)
    standfirst = models.CharField(_("in a few sentences"), max_length=500, blank=True)
    body = models.TextField(_("text"), blank=True)
    state = models.CharField(_("state"), max_length=13, choices=StoryState.choices, default=StoryState.DRAFT)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    # Why the delegation sent it back; empty again once it is submitted.
    reason = models.CharField(_("reason"), max_length=16, choices=StoryReason.choices, blank=True)
    reason_words = models.CharField(_("reason, in words"), max_length=600, blank=True)
    listings = models.ManyToManyField("catalogue.Product", blank=True, related_name="stories")
    current = models.OneToOneField(
        "stories.StoryVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="shown_by"
    )

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=StoryState.PUBLISHED) | Q(current__isnull=False, published_at__isnull=False),
                name="published_story_has_a_version",
            ),
        ]
        indexes = [
            models.Index(fields=["submitted_at", "id"], condition=Q(state=StoryState.SUBMITTED), name="story_waiting"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs) -> None:
        """Sanitises what people wrote: once here, and once more where it is shown."""
        for field in ("body_fr", "body_ar", "body_en"):
            setattr(self, field, clean_rich_text(getattr(self, field) or ""))
        super().save(*args, **kwargs)


class StoryFact(models.Model):
    """A fact beside the text: "Founded" / "2008"."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="facts")
    label = models.CharField(_("label"), max_length=80)
    value = models.CharField(_("value"), max_length=80)
    display_order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["display_order", "pk"]

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"


class StoryPicture(models.Model):
    """A picture of a story, rendered when it was added (services/picture.py); the columns are those of a listing's."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="pictures")
    original = models.ImageField(max_length=255)
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    display_order = models.PositiveSmallIntegerField(default=0)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    palette = models.PositiveSmallIntegerField(default=0)
    renditions = ArrayField(models.PositiveIntegerField(), default=list, blank=True)

    class Meta:
        ordering = ["display_order", "pk"]

    def __str__(self) -> str:
        return self.caption or self.original.name


class StoryVersion(models.Model):
    """What was published, word for word. Rows are only ever added: the database refuses to change or delete one.

    content: {"title", "standfirst", "body": language -> text, "facts": [{"label", "value"}], "pictures": [{"original",
    "width", "height", "palette", "renditions", "caption"}], "listings": [ids]} (versions.py writes and reads it).
    """

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["story", "number"], name="story_version_once")]

    def __str__(self) -> str:
        return f"{self.story_id} · {self.number}"

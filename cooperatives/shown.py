"""What changes pages when something of a cooperative is written."""

from __future__ import annotations

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from marketplace.pagecache.versions import CATALOGUE, bump, of_cooperative

from .models import Certificate, Cooperative

_Status = Cooperative.Status
# On its way to the market no page shows it.
UNSEEN = (_Status.DRAFT, _Status.SUBMITTED, _Status.CHANGES_ASKED, _Status.REFUSED)


@receiver([post_save, post_delete], sender=Cooperative)
def show_cooperative(instance: Cooperative, **kwargs) -> None:
    if instance.status not in UNSEEN:
        bump(CATALOGUE, of_cooperative(instance.pk))


@receiver([post_save, post_delete], sender=Certificate)
def show_certificate(instance: Certificate, created: bool = False, **kwargs) -> None:
    """A new one is a badge once it is reviewed; an old one may have been one."""
    if instance.reviewed_at or not created:
        bump(CATALOGUE, of_cooperative(instance.cooperative_id))

"""The Celery application: every task is only a nudge for rows that already exist (DESIGN section 3)."""

import os

from celery import Celery

from marketplace.runtime import celery_children  # noqa: F401 - ends a killed worker's children

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.development")

app = Celery("marketplace")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

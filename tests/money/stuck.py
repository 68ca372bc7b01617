"""A disk that takes half a file, then holds the worker for ever."""

import signal
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage


class StuckStorage(FileSystemStorage):
    def _save(self, name, content):
        super()._save(name, ContentFile(content.read()[:1000]))
        Path(settings.STATE_DIR / "stuck").touch()
        signal.pause()

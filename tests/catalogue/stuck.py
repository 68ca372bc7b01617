"""A disk that takes some files, then holds the worker for ever."""

import os
import signal

from django.conf import settings
from django.core.files.storage import FileSystemStorage


class StuckStorage(FileSystemStorage):
    taken = 0

    def _save(self, name, content):
        if StuckStorage.taken == int(os.environ["STUCK_AFTER"]):
            (settings.STATE_DIR / "stuck").touch()
            signal.pause()
        StuckStorage.taken += 1
        return super()._save(name, content)

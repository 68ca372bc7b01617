"""Settings of a worker that a test starts: files below its STATE_DIR, and at will a disk on which nothing arrives."""

import os

from marketplace.settings.base import STATE_DIR
from marketplace.settings.storage import picture_storages
from marketplace.settings.test import *  # noqa: F403 - as the tests, but for files
from marketplace.settings.test import STORAGES

STORAGES = {**STORAGES, **picture_storages({}, STATE_DIR)}
if os.environ.get("STUCK"):
    STORAGES["papers"] = {**STORAGES["papers"], "BACKEND": "tests.money.stuck.StuckStorage"}

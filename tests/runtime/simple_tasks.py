"""A Celery application without Django, for the test of killed workers."""

import os

from celery import Celery

from marketplace.runtime import celery_children  # noqa: F401 - as the project's own application does

app = Celery("simple", broker="filesystem://")
folder = os.environ.get("SIMPLE_BROKER", "")
app.conf.broker_transport_options = {"data_folder_in": folder, "data_folder_out": folder, "control_folder": folder}

"""The Celery app. Tasks carry ids; rows and sweepers are the guarantee, never the broker."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paadriv.settings")
app = Celery("paadriv")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

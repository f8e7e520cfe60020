"""The real settings plus one mail kind, for the processes that fault tests start and kill."""

from paadriv.settings import *  # noqa: F403
from paadriv.settings import CELERY_BROKER_TRANSPORT_OPTIONS, CELERY_BROKER_URL, INSTALLED_APPS, SWEEP_SECONDS, env

INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults.letters"]
CELERY_BEAT_SCHEDULE = {"sweep": {"task": "mail.tasks.sweep", "schedule": SWEEP_SECONDS}}
if CELERY_BROKER_URL.startswith("redis"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        **CELERY_BROKER_TRANSPORT_OPTIONS,
        "global_keyprefix": env.str("FAULTS_KEY_PREFIX"),
    }

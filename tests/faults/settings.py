"""The real settings plus one mail kind and places to stop at, for the processes that fault tests start and kill."""

from paadriv.settings import *  # noqa: F403
from paadriv.settings import CELERY_BROKER_TRANSPORT_OPTIONS, CELERY_BROKER_URL, INSTALLED_APPS, SWEEP_SECONDS, env

INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults.letters", "tests.faults.holds"]
CELERY_BEAT_SCHEDULE = {
    task: {"task": task, "schedule": SWEEP_SECONDS} for task in ("mail.tasks.sweep", "documents.tasks.sweep")
}
if CELERY_BROKER_URL.startswith("redis"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        **CELERY_BROKER_TRANSPORT_OPTIONS,
        "global_keyprefix": env.str("FAULTS_KEY_PREFIX"),
    }

"""The site's own settings with the reference view added."""

from paadriv.settings import *  # noqa: F403
from paadriv.settings import INSTALLED_APPS, VAR

INSTALLED_APPS = [*INSTALLED_APPS, "bench"]
ROOT_URLCONF = "bench.urls"
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "documents.storage.WholeFiles", "OPTIONS": {"location": str(VAR / "files")}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

"""The shell: settings, root URLs, Celery. No domain code."""

from django.apps import AppConfig


class PaadrivConfig(AppConfig):
    name = "paadriv"
    verbose_name = "Pådriv"

    def ready(self) -> None:
        from paadriv.celery import app  # the default app that shared_task binds to

        app.set_default()

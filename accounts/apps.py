"""Who may do what, and who did what."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Brukere og journal"

    def ready(self) -> None:
        from accounts import checks, triggers  # noqa: F401 -- importing registers the checks

        post_migrate.connect(triggers.install_after_migrate, dispatch_uid="append-only-triggers")

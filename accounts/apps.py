"""Who may do what, and who did what."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate, pre_migrate


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Brukere og journal"

    def ready(self) -> None:
        from accounts import checks, sessions, triggers  # noqa: F401 -- importing registers the checks

        pre_migrate.connect(triggers.drop_before_migrate, dispatch_uid="guards-step-aside")
        post_migrate.connect(triggers.install_after_migrate, dispatch_uid="append-only-triggers")
        user_logged_in.connect(sessions.start, dispatch_uid="session-starts")

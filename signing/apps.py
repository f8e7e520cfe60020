"""Rounds in which organisations endorse or sign one exact document version."""

from django.apps import AppConfig


class SigningConfig(AppConfig):
    name = "signing"
    verbose_name = "Tilslutning og undertegning"

    def ready(self) -> None:
        import mail.kinds
        from accounts import triggers
        from signing.guards import GUARDS
        from signing.kinds import mails

        triggers.register(*GUARDS)
        for kind in mails.KINDS:
            mail.kinds.register(kind)

"""Sonderingsmøter: planned, invited to, answered, held and closed."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = "Møter"

    def ready(self) -> None:
        import documents.kinds
        import mail.kinds
        from meetings.kinds import day_mails, invitasjon, mails, referat

        for document in (invitasjon.KIND, referat.KIND):
            documents.kinds.register(document)
        for kind in (*mails.KINDS, *day_mails.KINDS):
            mail.kinds.register(kind)

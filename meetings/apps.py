from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = "Møter"

    def ready(self) -> None:
        from mail.kinds import register
        from meetings.kinds import day_mails

        for kind in day_mails.KINDS:
            register(kind)

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "mail"
    verbose_name = "E-post"

    def ready(self) -> None:
        from mail import codes, kinds, notices

        kinds.register(codes.kind)
        kinds.register(notices.kind)

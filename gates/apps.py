from django.apps import AppConfig


class GatesConfig(AppConfig):
    name = "gates"
    verbose_name = "Beslutningspunkter"

    def ready(self) -> None:
        from documents import kinds as document_kinds
        from gates.kinds import beslutning, mails
        from mail import kinds as mail_kinds

        document_kinds.register(beslutning.KIND)
        for kind in mails.KINDS:
            mail_kinds.register(kind)

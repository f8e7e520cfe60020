from django.apps import AppConfig


class GatesConfig(AppConfig):
    name = "gates"
    verbose_name = "Beslutningspunkter"

    def ready(self) -> None:
        from documents import kinds as document_kinds
        from gates.kinds import beslutning, beslutningsunderlag, mails, partner_mails, sluttnotat, transfer_mails
        from mail import kinds as mail_kinds

        for document in (beslutning.KIND, beslutningsunderlag.KIND, sluttnotat.KIND):
            document_kinds.register(document)
        for kind in (*mails.KINDS, *partner_mails.KINDS, *transfer_mails.KINDS):
            mail_kinds.register(kind)

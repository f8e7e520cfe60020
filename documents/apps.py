from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = "Dokumenter"

    def ready(self) -> None:
        from documents.services import templates

        post_migrate.connect(templates.ensure, sender=self, dispatch_uid="starting-texts")

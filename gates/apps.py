from django.apps import AppConfig


class GatesConfig(AppConfig):
    name = "gates"
    verbose_name = "Beslutningspunkter"

    def ready(self) -> None:
        from documents.kinds import register
        from gates.kinds import beslutning

        register(beslutning.KIND)

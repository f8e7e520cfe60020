"""What the forprosjekt finds out, and the documents that print it: målbilde and plan."""

from django.apps import AppConfig


class ForprosjektConfig(AppConfig):
    name = "forprosjekt"
    verbose_name = "Forprosjekt"

    def ready(self) -> None:
        import documents.kinds
        from forprosjekt.kinds import maalbilde, plan

        for kind in (maalbilde.KIND, plan.KIND):
            documents.kinds.register(kind)

from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "oversight"
    verbose_name = "Foreningens oversikt"

    def ready(self) -> None:
        from mail import kinds
        from oversight.kinds import access_given, access_taken

        kinds.register(access_given.kind)
        kinds.register(access_taken.kind)

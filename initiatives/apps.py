from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "initiatives"
    verbose_name = "Initiativer"

    def ready(self) -> None:
        from initiatives.kinds import initiative_created, member_invitation
        from mail import kinds

        kinds.register(initiative_created.kind)
        kinds.register(member_invitation.kind)

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "partners"
    verbose_name = "Partnere"

    def ready(self) -> None:
        from mail import kinds
        from partners.kinds import contact_invitation, partner_left

        kinds.register(contact_invitation.kind)
        kinds.register(partner_left.kind)

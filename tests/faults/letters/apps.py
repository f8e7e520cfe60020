"""One mail kind that only fault tests know."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "tests.faults.letters"
    label = "fault_letters"

    def ready(self) -> None:
        from mail.kinds import Mail, MailKind, register

        register(MailKind("fault", "Prøve", lambda row: Mail(f"Prøve {row.subject_id}", "Hei", "<p>Hei</p>")))

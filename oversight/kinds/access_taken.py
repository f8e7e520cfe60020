"""Mail: the association took access away, said once and plainly."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from mail.kinds import Mail, MailKind, Stopped
from mail.letters import as_mail
from mail.models import Message

KEY = "access_taken"


def build(message: Message) -> Mail | Stopped:
    person = User.objects.get(pk=message.subject_id)
    lost = {
        "administrator": _("Du er ikke lenger administrator i Foreningen Pådriv."),
        "coordinator": _("Du kan ikke lenger opprette nye initiativer. Initiativene du er med i, har du fortsatt."),
        "account": _("Kontoen din i Pådriv er stengt, og du er logget ut overalt."),
    }[message.sending.content["what"]]
    blocks = [
        _("Hei, %(name)s") % {"name": person.name},
        lost,
        _("Mener du at det er feil, så svar på denne e-posten."),
    ]
    return as_mail(_("Tilgangen din til Pådriv er endret"), blocks, reply_to=settings.ASSOCIATION_EMAIL)


kind = MailKind(key=KEY, title=str(gettext_lazy("Tilgang tatt bort")), build=build)

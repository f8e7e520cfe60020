"""Mail: the association gave somebody access, with the way in. One logs in by a code; there is no password."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from mail.kinds import Mail, MailKind, Stopped
from mail.letters import Block, Button, as_mail
from mail.models import Message

KEY = "access_given"


def build(message: Message) -> Mail | Stopped:
    person = User.objects.get(pk=message.subject_id)
    as_administrator = message.sending.content["role"] == "administrator"
    still = person.is_association_admin if as_administrator else person.may_create_initiatives
    if not (person.is_active and still):
        return Stopped(_("Tilgangen er tatt bort."))
    blocks: list[Block] = [
        _("Hei, %(name)s") % {"name": person.name},
        _for_administrator() if as_administrator else _for_coordinator(),
        Button(_("Logg inn i Pådriv"), _way_in(person)),
        _("Du trenger ikke passord. Når du logger inn, sender vi en kode til denne e-postadressen."),
    ]
    return as_mail(_("Du har fått tilgang til Pådriv"), blocks, reply_to=settings.ASSOCIATION_EMAIL)


def _for_administrator() -> str:
    return _(
        "Du er nå administrator i Foreningen Pådriv. Du kan se alle initiativene, gi råd og invitere koordinatorer."
    )


def _for_coordinator() -> str:
    return _(
        "Foreningen Pådriv har gitt deg tilgang til å opprette et initiativ for stedet ditt. "
        "Du trenger bare stedets navn, kommunen, hvem som tar initiativet og hvorfor."
    )


def _way_in(person: User) -> str:
    return f"{settings.BASE_URL}{reverse('account_login')}?{urlencode({'epost': person.email})}"


kind = MailKind(key=KEY, title=str(gettext_lazy("Tilgang gitt")), build=build)

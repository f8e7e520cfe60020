"""The mail that asks a colleague to work on an initiative."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.models import MemberInvitation
from initiatives.services.inviting import KIND, PURPOSE
from mail import letters, links
from mail.kinds import Mail, MailKind, Stopped
from mail.models import Message


def build(message: Message) -> Mail | Stopped:
    invitation = MemberInvitation.objects.select_related("initiative", "by").get(pk=message.subject_id)
    if invitation.withdrawn_at or invitation.accepted_at or not invitation.initiative.is_open:
        return Stopped(_("Invitasjonen er brukt eller trukket tilbake."))
    words = {"name": invitation.name, "who": invitation.by.name, "initiative": str(invitation.initiative)}
    path = reverse("initiatives:accept", args=[links.token_for(PURPOSE, invitation.pk)])
    return letters.as_mail(
        _("%(who)s inviterer deg til å arbeide med %(initiative)s") % words,
        [
            _("Hei %(name)s!") % words,
            _("%(who)s har invitert deg til å arbeide med %(initiative)s.") % words,
            letters.Facts(((_("Din rolle"), invitation.get_role_display()), (_("E-post"), invitation.email))),
            letters.Button(_("Se invitasjonen"), f"{settings.BASE_URL}{path}"),
            _("Når du har sagt ja, logger du inn med en kode vi sender til denne adressen. Du trenger ikke passord."),
        ],
        footer=[_("Kjenner du ikke avsenderen, kan du se bort fra denne e-posten.")],
        reply_to=invitation.by.email,
    )


kind = MailKind(KIND, gettext_lazy("Invitasjon til medlem"), build)

"""The mail that asks a person to speak for a partner: a link to a page with one button."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mail import letters, links
from mail.kinds import Mail, MailKind, Stopped
from mail.models import Message
from partners.models import Contact
from partners.services.contacts import KIND, PURPOSE


def build(message: Message) -> Mail | Stopped:
    contact = Contact.objects.select_related("partner__initiative", "person").get(pk=message.subject_id)
    initiative = contact.partner.initiative
    if contact.ended_at or not initiative.is_open:
        return Stopped(_("Personen er ikke lenger kontaktperson."))
    by = message.sending.by
    words = {
        "name": contact.person.first_name,
        "who": by.name if by else str(initiative),
        "partner": contact.partner.name,
        "initiative": str(initiative),
    }
    path = reverse("partners:accept_contact", args=[links.token_for(PURPOSE, contact.pk)])
    return letters.as_mail(
        _("Vil du være kontaktperson for %(partner)s i %(initiative)s?") % words,
        [
            _("Hei, %(name)s") % words,
            _("%(who)s ber deg være kontaktperson for %(partner)s i %(initiative)s.") % words,
            _(
                "Da kan du lese det partnerne skriver sammen, kommentere, og registrere hva virksomheten har "
                "besluttet. På siden din ser du hva som venter på deg."
            ),
            letters.Button(_("Se invitasjonen"), f"{settings.BASE_URL}{path}"),
            _("Du trenger ikke passord. Når du sier ja, sender vi en kode til denne e-postadressen."),
        ],
        footer=[_("Kjenner du ikke avsenderen, kan du se bort fra denne e-posten.")],
        reply_to=by.email if by else initiative.contact_email,
    )


kind = MailKind(KIND, gettext_lazy("Invitasjon til kontaktperson"), build)

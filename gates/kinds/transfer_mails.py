"""Mails about another owner: the question to the one who takes over, and news to the members."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gates.models import Transfer
from gates.services.transferring import PURPOSE, REQUEST
from mail import letters, links
from mail.kinds import Mail, MailKind, Stopped
from mail.models import Message


def request(message: Message) -> Mail | Stopped:
    """The link with which the new owner's person says yes."""
    row = _of(message)
    if not row.is_open or row.new_confirmed_at is not None:
        return Stopped(_("Overføringen er bekreftet eller trukket tilbake."))
    words = {"name": row.name, "initiative": str(row.initiative), "owner": str(row.to_owner)}
    path = reverse("gates:accept_transfer", args=[links.token_for(PURPOSE, row.pk)])
    return letters.as_mail(
        _("Skal %(owner)s overta %(initiative)s?") % words,
        [
            _("Hei, %(name)s") % words,
            _("%(owner)s er foreslått som ny eier av %(initiative)s. Begrunnelsen er:") % words,
            letters.Quote(row.reason),
            letters.Button(_("Les mer og svar"), f"{settings.BASE_URL}{path}"),
            _("Eierskapet overføres først når både dere og den gamle eieren har bekreftet."),
        ],
        footer=[_("Kjenner du ikke avsenderen, kan du se bort fra denne e-posten.")],
        reply_to=row.initiative.contact_email,
    )


def proposed(message: Message) -> Mail | Stopped:
    """To the members; the decider is asked to confirm."""
    row = _of(message)
    if not row.is_open:
        return Stopped(_("Overføringen er gjennomført eller trukket tilbake."))
    words = {"initiative": str(row.initiative), "owner": str(row.to_owner)}
    asks = _("Beslutningstakeren må bekrefte for eieren dere har i dag.")
    return _to_members(
        row,
        _("%(owner)s er foreslått som ny eier av %(initiative)s") % words,
        [
            _("%(owner)s er foreslått som ny eier av %(initiative)s. Begrunnelsen er:") % words,
            letters.Quote(row.reason),
            *([asks] if row.old_confirmed_at is None else []),
        ],
    )


def completed(message: Message) -> Mail | Stopped:
    row = _of(message)
    words = {"initiative": str(row.initiative), "owner": str(row.to_owner)}
    blocks: list[letters.Block] = [_("%(owner)s eier nå %(initiative)s. Alt som er besluttet, blir stående.") % words]
    if row.new_confirmed_by is not None:
        who = f"{row.new_confirmed_by.name}, {row.title}"
        blocks.append(letters.Facts(((_("Ny koordinator og beslutningstaker"), who),)))
    return _to_members(row, _("%(initiative)s har fått ny eier") % words, blocks)


def _of(message: Message) -> Transfer:
    rows = Transfer.objects.select_related("initiative", "to_owner", "new_confirmed_by")
    return rows.get(pk=message.subject_id)


def _to_members(row: Transfer, subject: str, blocks: list[letters.Block]) -> Mail:
    path = reverse("gates:ownership", args=[row.initiative_id])
    return letters.as_mail(
        subject,
        [_("Hei!"), *blocks, letters.Button(_("Se eierskapet"), f"{settings.BASE_URL}{path}")],
        footer=[_("Du får denne e-posten fordi du er medlem av initiativet.")],
    )


KINDS = (
    MailKind(REQUEST, gettext_lazy("Spørsmål om å overta eierskapet"), request),
    MailKind("transfer_proposed", gettext_lazy("Foreslått ny eier"), proposed),
    MailKind("transfer_completed", gettext_lazy("Ny eier"), completed),
)

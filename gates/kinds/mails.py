"""Mails to members: a decision was made; the association gave advice. Those to partners' people on stop and turn
are in partner_mails.py."""

from __future__ import annotations

from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.kinds import kind_of
from documents.models import DocumentVersion
from gates.models import AT_A_GATE, Advice, Distribution, GateDecision, Reply
from gates.waiting import is_due
from initiatives.models import Initiative
from mail import letters
from mail.kinds import Attachment, Mail, MailKind, Stopped
from mail.models import Message
from paadriv.text import day, filename, sentence


def decided(message: Message) -> Mail:
    row = GateDecision.objects.select_related("initiative", "step_run").get(pk=message.subject_id)
    words = {"initiative": str(row.initiative), "number": row.initiative.method.step(row.step_run.step).number}
    path = reverse("gates:decision", args=[row.initiative_id, row.pk])
    return letters.as_mail(
        _("Beslutning i %(initiative)s") % words,
        [
            _("Hei!"),
            _("Det er tatt en beslutning ved beslutningspunkt %(number)d i %(initiative)s.") % words
            if row.outcome in AT_A_GATE
            else _("Det er tatt en beslutning i %(initiative)s.") % words,
            letters.Facts(
                (
                    (_("Utfall"), sentence(row.get_outcome_display())),
                    (_("Besluttet"), day(row.decided_on)),
                    (_("Av"), f"{row.decider_name}, {row.decider_title}"),
                )
            ),
            letters.Button(_("Se beslutningen"), f"{settings.BASE_URL}{path}"),
        ],
        footer=[_("Du får denne e-posten fordi du er medlem av initiativet.")],
    )


def paused(message: Message) -> Mail | Stopped:
    """To the members; not sent once the work was taken up again."""
    row = Initiative.objects.get(pk=message.subject_id)
    if row.state != Initiative.State.ON_HOLD:
        return Stopped(_("Arbeidet er tatt opp igjen."))
    words = {"initiative": str(row)}
    return letters.as_mail(
        _("%(initiative)s er satt på vent") % words,
        [
            _("Hei!"),
            _("%(initiative)s er satt på vent. Begrunnelsen er:") % words,
            letters.Quote(row.state_reason),
            letters.Facts(((_("Vurderes på nytt"), day(row.review_on)),)) if row.review_on else letters.Facts(()),
            letters.Button(_("Se initiativet"), f"{settings.BASE_URL}{row.get_absolute_url()}"),
        ],
        footer=[_("Du får denne e-posten fordi du er medlem av initiativet.")],
    )


def review_due(message: Message) -> Mail | Stopped:
    """To the coordinators on the day that was set; not sent once the work was taken up, or a later day was set."""
    row = Initiative.objects.get(pk=message.subject_id)
    if not is_due(row) or row.review_on is None:
        return Stopped(_("Arbeidet er tatt opp igjen, eller det vurderes senere."))
    words = {"initiative": str(row), "day": day(row.review_on), "since": day(row.state_since)}
    path = reverse("gates:decisions", args=[row.pk])
    return letters.as_mail(
        _("Vurder %(initiative)s på nytt") % words,
        [
            _("Hei!"),
            _("%(initiative)s har vært satt på vent siden %(since)s. Dere ville vurdere arbeidet på nytt %(day)s.")
            % words,
            _("Begrunnelsen for pausen var:"),
            letters.Quote(row.state_reason),
            _("Ta opp arbeidet igjen, la det vente lenger med en ny dato, eller be beslutningstakeren avslutte det."),
            letters.Button(_("Vurder arbeidet"), f"{settings.BASE_URL}{path}"),
        ],
        footer=[_("Du får denne e-posten fordi du er koordinator i initiativet.")],
    )


def distributed(message: Message) -> Mail | Stopped:
    """The frozen PDF to a partner's contact, with what is asked of the partner."""
    row = Distribution.objects.select_related("initiative", "version__document").get(pk=message.subject_id)
    if not row.initiative.is_open:
        return Stopped(_("Initiativet er avsluttet."))
    words = {"initiative": str(row.initiative), "number": row.version.number, "date": day(row.version.dated_on)}
    title = kind_of(row.version.document.kind).title(row.version.content)
    return letters.as_mail(
        _("Beslutningsunderlag fra %(initiative)s") % words,
        [
            _("Hei!"),
            _("Her er beslutningsunderlaget for etableringsfasen i %(initiative)s, versjon %(number)d av %(date)s.")
            % words,
            _(
                "Legg det fram for det organet hos dere som skal beslutte. Registrer så beslutningen: organ, dato, "
                "utfall og eventuelle vilkår. Du kan logge inn og gjøre det selv, eller svare koordinatoren."
            ),
            letters.Button(_("Logg inn"), f"{settings.BASE_URL}{reverse('start')}"),
        ],
        footer=[_("Du får denne e-posten fordi du er kontaktperson for en oppstartspartner.")],
        attachments=(Attachment(f"{filename(title)}.pdf", _stored(row.version), "application/pdf"),),
        reply_to=row.initiative.contact_email,
    )


def _stored(version: DocumentVersion) -> bytes:
    with default_storage.open(version.file) as file:
        return bytes(file.read())


def answered(message: Message) -> Mail:
    """The initiative's answer to the one who took a reservation."""
    row = Reply.objects.select_related("initiative", "act").get(pk=message.subject_id)
    words = {"initiative": str(row.initiative)}
    return letters.as_mail(
        _("Svar på merknaden deres til %(initiative)s") % words,
        [
            _("Hei!"),
            _("Dere stilte dere bak målbildet med denne merknaden:"),
            letters.Quote(row.act.words),
            _("%(initiative)s svarer:") % words,
            letters.Quote(row.text),
        ],
        footer=[_("Du får denne e-posten fordi du svarte på vegne av virksomheten din.")],
        reply_to=row.initiative.contact_email,
    )


def advised(message: Message) -> Mail:
    row = Advice.objects.select_related("initiative").get(pk=message.subject_id)
    words = {"initiative": str(row.initiative)}
    return letters.as_mail(
        _("Råd fra Foreningen Pådriv til %(initiative)s") % words,
        [
            _("Hei!"),
            _("Foreningen Pådriv har skrevet et råd til %(initiative)s. Rådet er ikke bindende.") % words,
            letters.Quote(row.text),
            letters.Button(_("Se initiativet"), f"{settings.BASE_URL}{row.initiative.get_absolute_url()}"),
        ],
        footer=[_("Du får denne e-posten fordi du er koordinator i initiativet.")],
    )


KINDS = (
    MailKind("gate_decided", gettext_lazy("Beslutning"), decided),
    MailKind("initiative_paused", gettext_lazy("Initiativet er satt på vent"), paused),
    MailKind("review_due", gettext_lazy("Initiativet skal vurderes på nytt"), review_due),
    MailKind("basis_distributed", gettext_lazy("Beslutningsunderlag"), distributed),
    MailKind("reservation_answered", gettext_lazy("Svar på merknad"), answered),
    MailKind("advice_given", gettext_lazy("Råd fra Foreningen Pådriv"), advised),
)

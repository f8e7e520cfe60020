"""Mails to members: a decision was made; the association gave advice."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gates.models import AT_A_GATE, Advice, GateDecision
from initiatives.models import Initiative
from mail import letters
from mail.kinds import Mail, MailKind, Stopped
from mail.models import Message
from paadriv.text import day, sentence


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
    MailKind("advice_given", gettext_lazy("Råd fra Foreningen Pådriv"), advised),
)

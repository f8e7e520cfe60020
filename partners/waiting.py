"""What waits for a partner's contact: one sentence and one button each, the most pressing first.

Apps above make the same kind of row of what they know; oversight/waiting.py gathers them for «Min side».
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from initiatives.method import StepKey
from initiatives.models import Initiative, StepRun
from partners.models import Contact, Partner, PartnerDecision
from partners.stages import Named, Stage, joint_gap


@dataclass(frozen=True)
class Waiting:
    """One thing somebody is asked to do."""

    sentence: str
    button: str
    url: str
    initiative: int


def waiting_for(user: Any) -> list[Waiting]:
    """What the partners a person speaks for lack, by partner: who signs, and what was decided. Two queries."""
    partners = list(_spoken_for(user))
    decided = _decided(partners)
    return [one for partner in partners for one in _of(partner, decided)]


def _of(partner: Any, decided: set[int]) -> list[Waiting]:
    """``partner`` carries ``signatories_now`` and its initiative."""
    if partner.stage not in (Stage.INTENT, Stage.STARTUP_PARTNER):
        return []
    named, words = Named(1, partner.signatories_now, partner.signing_rule), {"partner": partner.name}
    found = []
    if not named.signatories:
        sentence = _("Oppgi hvem som kan signere for %(partner)s.") % words
        found.append(_row(partner, sentence, _("Oppgi hvem"), "name_signatory"))
    elif joint_gap(named):
        sentence = _("To må signere i fellesskap for %(partner)s. Oppgi den andre.") % words
        found.append(_row(partner, sentence, _("Oppgi den andre"), "name_signatory"))
    if partner.stage == Stage.STARTUP_PARTNER and partner.decides_now and partner.pk not in decided:
        sentence = _("Registrer hva %(partner)s har besluttet om veien videre.") % words
        found.append(_row(partner, sentence, _("Registrer beslutningen"), "register_decision"))
    return found


def _row(partner: Partner, sentence: str, button: str, page: str) -> Waiting:
    url = reverse(f"partners:{page}", args=[partner.initiative_id, partner.pk])
    return Waiting(sentence, button, url, partner.initiative_id)


def _spoken_for(user: Any) -> Any:
    """The partners a person speaks for in open initiatives, with the step they are in."""
    if not user.is_authenticated or user.is_association_admin:
        return Partner.objects.none()
    contacts = Contact.objects.filter(
        user=user,
        ended_at=None,
        partner__initiative__memberships__user=user,
        partner__initiative__memberships__ended_at=None,
    )
    working = Initiative.objects.active().filter(pk__in=contacts.values("partner__initiative"))
    rows = Partner.objects.filter(pk__in=contacts.values("partner"), initiative__in=working).with_named()
    in_step = StepRun.objects.filter(state=StepRun.State.ACTIVE).exclude(step=StepKey.SONDERINGSMOETE)
    decides_now = Exists(in_step.filter(initiative=OuterRef("initiative")))
    return rows.annotate(decides_now=decides_now).order_by("pk")


def _decided(partners: list[Any]) -> set[int]:
    """Those with a decision in the step their initiative is in."""
    if not partners:
        return set()
    rows = PartnerDecision.objects.filter(partner__in=partners, step_run__state=StepRun.State.ACTIVE)
    return set(rows.order_by().values_list("partner", flat=True))

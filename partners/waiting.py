"""What waits for a partner's contact: one sentence and one button each, the most pressing first.

Apps above make the same kind of row of what they know; oversight/waiting.py gathers them for «Min side».
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from initiatives.models import Initiative
from partners.models import Contact, Partner
from partners.stages import Named, Stage, joint_gap


@dataclass(frozen=True)
class Waiting:
    """One thing somebody is asked to do."""

    sentence: str
    button: str
    url: str
    initiative: int


def waiting_for(user: Any) -> list[Waiting]:
    """What the partners a person speaks for lack, by partner: who signs. One query."""
    return [one for partner in spoken_for(user).with_named() for one in _of(partner)]


def _of(partner: Any) -> list[Waiting]:
    """``partner`` carries ``signatories_now``."""
    if partner.stage not in (Stage.INTENT, Stage.STARTUP_PARTNER):
        return []
    named, words = Named(1, partner.signatories_now, partner.signing_rule), {"partner": partner.name}
    if not named.signatories:
        sentence = _("Oppgi hvem som kan signere for %(partner)s.") % words
        return [_row(partner, sentence, _("Oppgi hvem"))]
    if joint_gap(named):
        sentence = _("To må signere i fellesskap for %(partner)s. Oppgi den andre.") % words
        return [_row(partner, sentence, _("Oppgi den andre"))]
    return []


def _row(partner: Partner, sentence: str, button: str) -> Waiting:
    url = reverse("partners:name_signatory", args=[partner.initiative_id, partner.pk])
    return Waiting(sentence, button, url, partner.initiative_id)


def spoken_for(user: Any) -> Any:
    """The partners a person speaks for in initiatives that go on, in the order they were added."""
    if not user.is_authenticated or user.is_association_admin:
        return Partner.objects.none()
    contacts = Contact.objects.filter(
        user=user,
        ended_at=None,
        partner__initiative__memberships__user=user,
        partner__initiative__memberships__ended_at=None,
    )
    working = Initiative.objects.active().filter(pk__in=contacts.values("partner__initiative"))
    return Partner.objects.filter(pk__in=contacts.values("partner"), initiative__in=working).order_by("pk")

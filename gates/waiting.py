"""What waits before a decision: a coordinator's pause to be looked at anew, and a start-up partner's own decision."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from gates.models import Distribution
from initiatives.models import Initiative, Role, StepRun
from paadriv.clock import today
from paadriv.text import day
from partners.models import Partner, PartnerDecision
from partners.waiting import Waiting, spoken_for


def is_due(initiative: Initiative) -> bool:
    """On hold, and the day it was to be looked at anew has come."""
    review_on = initiative.review_on
    return initiative.state == Initiative.State.ON_HOLD and review_on is not None and review_on <= today()


def waiting_for(user: Any) -> list[Waiting]:
    """Pauses that are over, and decisions of the partners one speaks for. Two queries."""
    return [*_to_look_at_anew(user), *_to_decide(user)] if user.is_authenticated else []


def _to_look_at_anew(user: Any) -> list[Waiting]:
    """One row per initiative one coordinates, the longest overdue first."""
    mine = {"memberships__user": user, "memberships__role": Role.COORDINATOR, "memberships__ended_at": None}
    due = Initiative.objects.filter(state=Initiative.State.ON_HOLD, review_on__lte=today(), **mine)
    return [_look_anew(one) for one in due.order_by("review_on", "pk")]


def _to_decide(user: Any) -> list[Waiting]:
    """One row per start-up partner that has the beslutningsunderlag of the step and has not decided in it."""
    active = StepRun.State.ACTIVE
    given = Distribution.objects.filter(initiative=OuterRef("initiative"), version__document__step_run__state=active)
    decided = PartnerDecision.objects.filter(partner=OuterRef("pk"), step_run__state=active)
    return [_decide(one) for one in spoken_for(user).startup().filter(Exists(given), ~Exists(decided))]


def _decide(partner: Partner) -> Waiting:
    sentence = _("Registrer hva %(partner)s har besluttet om veien videre.") % {"partner": partner.name}
    url = reverse("partners:register_decision", args=[partner.initiative_id, partner.pk])
    return Waiting(sentence, _("Registrer beslutningen"), url, partner.initiative_id)


def _look_anew(initiative: Initiative) -> Waiting:
    assert initiative.review_on is not None
    words = {"initiative": str(initiative), "day": day(initiative.review_on)}
    sentence = _("%(initiative)s er satt på vent og skulle vurderes på nytt %(day)s.") % words
    url = reverse("gates:decisions", args=[initiative.pk])
    return Waiting(sentence, _("Vurder arbeidet"), url, initiative.pk)

"""What waits for somebody who decides: a pause to be looked at anew, a new owner, a start-up partner's own decision."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from gates.models import Distribution, Transfer
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
    """New owners to confirm, pauses that are over, and decisions of the partners one speaks for. Three queries."""
    return [*_to_confirm(user), *_to_look_at_anew(user), *_to_decide(user)] if user.is_authenticated else []


def _to_confirm(user: Any) -> list[Waiting]:
    """One row per proposed owner that one answers for the old owner about, the first proposed first."""
    mine = {
        "initiative__memberships__user": user,
        "initiative__memberships__is_decider": True,
        "initiative__memberships__ended_at": None,
    }
    waiting = Transfer.objects.filter(old_confirmed_at=None, withdrawn_at=None, completed_at=None, **mine)
    return [_confirm(one) for one in waiting.select_related("initiative", "to_owner").order_by("pk")]


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


def _confirm(transfer: Transfer) -> Waiting:
    words = {"initiative": str(transfer.initiative), "owner": str(transfer.to_owner)}
    sentence = _("%(owner)s er foreslått som ny eier av %(initiative)s. Bekreft for den gamle eieren.") % words
    return Waiting(
        sentence, _("Se forslaget"), reverse("gates:ownership", args=[transfer.initiative_id]), transfer.initiative_id
    )


def _look_anew(initiative: Initiative) -> Waiting:
    assert initiative.review_on is not None
    words = {"initiative": str(initiative), "day": day(initiative.review_on)}
    sentence = _("%(initiative)s er satt på vent og skulle vurderes på nytt %(day)s.") % words
    url = reverse("gates:decisions", args=[initiative.pk])
    return Waiting(sentence, _("Vurder arbeidet"), url, initiative.pk)

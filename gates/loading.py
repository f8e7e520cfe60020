"""How views find what they show: through the initiative the user may see, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gates.criteria import Criterion, criteria_of
from gates.models import GateDecision, Transfer
from initiatives.loading import visible_initiative
from initiatives.method import Step
from initiatives.models import Initiative, Membership, StepRun
from initiatives.panels import memberships_of
from signing.models import Act


@dataclass(frozen=True)
class AtGate:
    """The beslutningspunkt that ends one step of one initiative, and the latest run of that step."""

    initiative: Initiative
    step: Step
    run: StepRun
    criteria: tuple[Criterion, ...]

    @property
    def is_open(self) -> bool:
        """Decisions can be made here now."""
        return self.run.state == StepRun.State.ACTIVE and self.initiative.is_open


@dataclass(frozen=True)
class WithMembers:
    """An initiative and its current members, read once for the rules and for the page."""

    initiative: Initiative
    memberships: list[Membership]


def visible_with_members(user: Any, pk: int = 0, initiative: int = 0) -> WithMembers:
    """As visible_initiative; the user's own membership is among those read, so no rule asks for it again."""
    found = visible_initiative(user, pk, initiative)
    memberships = memberships_of(found)
    known: dict[int, Membership | None] = {user.pk: None}
    found.__dict__["_membership_of"] = known | {row.user_id: row for row in memberships}
    return WithMembers(found, memberships)


def visible_gate(user: Any, initiative: int, number: int) -> AtGate:
    """Raises DoesNotExist for a step without criteria, and for an initiative that is foreign."""
    found = visible_initiative(user, initiative)
    step = next((step for step in found.method.steps if step.number == number), None)
    criteria = criteria_of(found.method_version, step.key) if step else ()
    if step is None or not criteria:
        raise StepRun.DoesNotExist
    run = found.step_runs.filter(step=step.key).order_by("-round")[0]
    run.initiative = found
    return AtGate(found, step, run, criteria)


def visible_decision(user: Any, initiative: int, decision: int) -> GateDecision:
    """Raises DoesNotExist for a decision of another initiative, or of one that is foreign."""
    found = visible_initiative(user, initiative)
    row = GateDecision.objects.select_related("step_run").get(pk=decision, initiative=found)
    row.initiative = found
    return row


def visible_reservation(user: Any, initiative: int, act: int) -> Act:
    """Raises DoesNotExist for an act of another initiative, or of one that is foreign."""
    found = visible_initiative(user, initiative)
    row = Act.objects.select_related("party__round__document").get(pk=act, party__round__document__initiative=found)
    row.party.round.document.initiative = found
    return row


def visible_transfer(user: Any, initiative: int, transfer: int) -> Transfer:
    """Raises DoesNotExist for a transfer of another initiative, or of one that is foreign."""
    found = visible_initiative(user, initiative)
    row = Transfer.objects.get(pk=transfer, initiative=found)
    row.initiative = found
    return row

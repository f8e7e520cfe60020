"""Random decisions keep what architecture.md §9 promises: steps, one active run, runs opened by decisions."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.access import NotReady
from accounts.journal import verify
from accounts.models import User
from gates.models import GateDecision, Outcome
from gates.services import resume_work
from initiatives.models import Initiative, StepRun
from tests import gates_world, world

pytestmark = pytest.mark.django_db

ACTS = st.sampled_from([*Outcome, "resume", "other person", "no words"])


def act(what: Outcome | str, initiative: Initiative, decider: User) -> None:
    """One intention, as the person or not; being refused is fine, half a change is not."""
    initiative.refresh_from_db()
    with suppress(NotReady):
        if what == "resume":
            resume_work(initiative, by=decider)
        elif what == "no words":
            gates_world.decided(initiative, Outcome.STOP, by=decider)
        elif what == "other person":
            with pytest.raises(Exception, match="beslutningstakeren"):
                gates_world.decided(initiative, by=world.coordinator_of(initiative), explanation="Vi vil videre nå.")
        else:
            gates_world.decided(initiative, Outcome(what), by=decider, explanation="Vi har drøftet saken grundig.")


def holds(initiative: Initiative) -> None:
    """What is true at all times."""
    initiative.refresh_from_db()
    runs = list(initiative.step_runs.order_by("pk"))
    decisions = {row.pk: row for row in GateDecision.objects.filter(initiative=initiative).order_by("pk")}
    final = [row for row in decisions.values() if row.outcome in (Outcome.GO, Outcome.STOP)]

    assert [run.step for run in runs] == ["sonderingsmoete", "forprosjekt", "etableringsfase"]
    assert sum(run.state == StepRun.State.ACTIVE for run in runs) == 1
    opened = [run for run in runs[1:] if run.state != StepRun.State.WAITING]
    assert all(decisions[run.decision_id].outcome == Outcome.GO for run in opened)
    assert len({run.decision_id for run in opened}) == len(opened)
    assert len(final) <= 1
    assert (initiative.state == Initiative.State.STOPPED) == any(row.outcome == Outcome.STOP for row in final)
    assert not list(verify())


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, max_size=6), is_ready=st.booleans())
def test_no_order_of_decisions_breaks_an_invariant(db, acts, is_ready):
    if is_ready:
        initiative, decider = gates_world.ready(attended=15)
    else:
        initiative = world.initiative()
        decider = world.decider_of(initiative)

    for what in acts:
        act(what, initiative, decider)

        holds(initiative)

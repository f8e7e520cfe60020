"""Random decisions keep what architecture.md §9 promises: steps, one active run, runs opened by decisions."""

from __future__ import annotations

import uuid
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from accounts.access import NotAllowed, NotReady
from accounts.journal import verify
from accounts.models import User
from gates.models import GateDecision, Outcome
from gates.services import go_back, pause, reopen, resume_work
from initiatives.models import Initiative, StepRun
from paadriv.clock import today
from tests import gates_world, world

pytestmark = pytest.mark.django_db

ACTS = st.sampled_from([*Outcome, "pause", "resume", "other person", "no words"])
WHY = "Vi har drøftet saken grundig."


def act(what: Outcome | str, initiative: Initiative, decider: User) -> None:
    """One intention, as the person or not; being refused is fine, half a change is not."""
    initiative.refresh_from_db()
    is_read_only = what in ("pause", "resume") and not initiative.is_open
    with suppress(NotReady, NotAllowed if is_read_only else NotReady):
        if what == "resume":
            resume_work(initiative, by=decider)
        elif what == "pause":
            by = world.coordinator_of(initiative)
            pause(initiative, reason=WHY, review_on=today() + timedelta(days=30), call_off=True, by=by)
        elif what == Outcome.BACK:
            go_back(initiative, decided_on=today(), explanation=WHY, form_key=uuid.uuid4(), by=decider)
        elif what == Outcome.REOPEN:
            reopen(initiative, from_start=False, decided_on=today(), explanation=WHY, form_key=uuid.uuid4(), by=decider)
        elif what == "no words":
            gates_world.decided(initiative, Outcome.STOP, by=decider)
        elif what == "other person":
            with pytest.raises(Exception, match="beslutningstakeren"):
                gates_world.decided(initiative, by=world.coordinator_of(initiative), explanation="Vi vil videre nå.")
        else:
            gates_world.decided(initiative, Outcome(what), by=decider, explanation=WHY)


def holds(initiative: Initiative) -> None:
    """What is true at all times."""
    initiative.refresh_from_db()
    runs = list(initiative.step_runs.order_by("pk"))
    decisions = {row.pk: row for row in GateDecision.objects.filter(initiative=initiative).order_by("pk")}
    ending = [row for row in decisions.values() if row.outcome in (Outcome.GO, Outcome.STOP, Outcome.BACK)]
    turns = [row.outcome for row in decisions.values() if row.outcome in (Outcome.STOP, Outcome.REOPEN)]

    assert {run.step for run in runs} == {"sonderingsmoete", "forprosjekt", "etableringsfase"}
    assert sum(run.state == StepRun.State.ACTIVE for run in runs) == 1
    opened = [run for run in runs[1:] if run.state != StepRun.State.WAITING]
    openers = (Outcome.GO, Outcome.BACK, Outcome.REOPEN)
    assert all(decisions[run.decision_id].outcome in openers for run in opened)
    assert len({run.decision_id for run in opened}) == len(opened)
    assert len({row.step_run_id for row in ending}) == len(ending)
    assert (initiative.state == Initiative.State.STOPPED) == (turns[-1:] == [Outcome.STOP])
    assert not list(verify())


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, max_size=6), is_ready=st.booleans())
@example(acts=[Outcome.STOP, "resume", "pause"], is_ready=False)
def test_no_order_of_decisions_breaks_an_invariant(db, acts, is_ready):
    if is_ready:
        initiative, decider = gates_world.ready(attended=15)
    else:
        initiative = world.initiative()
        decider = world.decider_of(initiative)

    for what in acts:
        act(what, initiative, decider)

        holds(initiative)

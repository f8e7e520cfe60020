"""Random decisions keep what architecture.md §9 promises: steps, one active run, runs opened by decisions.

Written stories walk first, so that step 3 and every turn are reached; the test asserts that they were.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from accounts.access import NotAllowed, NotReady
from accounts.journal import verify
from accounts.models import JournalEntry, User
from gates.models import GateDecision, Outcome
from gates.services import go_back, pause, reopen, resume_work
from initiatives.models import Initiative, StepRun
from paadriv import clock
from paadriv.clock import now, today
from tests import gate_2_world, gates_world, world

pytestmark = pytest.mark.django_db

ACTS = st.sampled_from([*Outcome, Outcome.GO, "meet", "pause", "resume", "other person", "no words"])
GO, BACK, STOP, REOPEN = Outcome.GO, Outcome.BACK, Outcome.STOP, Outcome.REOPEN
#: How many steps each decision that opens a run leads on.
STEPS_ON = {GO: 1, BACK: -1, REOPEN: 0}
#: Where it begins, what is done, and what must have happened: chance alone stops in the second step.
STORIES = [
    ("gate 2", [GO, BACK, GO, STOP, "resume", REOPEN], {"step 3", BACK, STOP, REOPEN}),
    ("gate 2", [Outcome.REWORK, "pause", GO, BACK, BACK], {"step 3", "pause", "rework", "twice back"}),
    ("gate 1", [GO, BACK, "meet", GO, "pause", "resume"], {"entered again", "pause", "resume"}),
    ("gate 1", [GO, GO, STOP, REOPEN, STOP, REOPEN, BACK], {STOP, REOPEN, BACK}),
    ("nothing", [STOP, "resume", "pause"], {STOP}),
    ("nothing", [Outcome.HOLD, "resume", "pause", GO, "resume"], {"hold", "pause", "resume"}),
]
EXPECTED = set(Outcome.values).union(*(wanted for _where, _acts, wanted in STORIES))
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
        elif what == "meet":
            meet(initiative)
        elif what == "no words":
            gates_world.decided(initiative, Outcome.STOP, by=decider)
        elif what == "other person":
            with pytest.raises(Exception, match="beslutningstakeren"):
                gates_world.decided(initiative, by=world.coordinator_of(initiative), explanation="Vi vil videre nå.")
        else:
            gates_world.decided(initiative, Outcome(what), by=decider, explanation=WHY)


def meet(initiative: Initiative) -> None:
    """In step 1, a meeting is held with organisations that were not asked before."""
    run = initiative.step_runs.get(state=StepRun.State.ACTIVE)
    if initiative.is_open and run.step == "sonderingsmoete":
        names = [f"Forening {run.round} {number}" for number in range(8)]
        bodies = [{"name": name, "group": group} for name, group in zip(names, gates_world.GROUPS * 2, strict=False)]
        gates_world.held_meeting(initiative, bodies=bodies)


def holds(initiative: Initiative, decided: dict[int, dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """What is true at all times, given the decisions of the acts before; returns those of now."""
    initiative.refresh_from_db()
    runs = list(initiative.step_runs.order_by("pk"))
    decisions = {row.pk: row for row in GateDecision.objects.filter(initiative=initiative).order_by("pk")}
    ending = [row for row in decisions.values() if row.outcome in (Outcome.GO, Outcome.STOP, Outcome.BACK)]
    turns = [row.outcome for row in decisions.values() if row.outcome in (Outcome.STOP, Outcome.REOPEN)]

    assert {run.step for run in runs} == {"sonderingsmoete", "forprosjekt", "etableringsfase"}
    assert sum(run.state == StepRun.State.ACTIVE for run in runs) == 1
    opened = [run for run in runs[1:] if run.state != StepRun.State.WAITING]
    openers = [pk for pk, row in decisions.items() if row.outcome in STEPS_ON]
    assert sorted(run.decision_id for run in opened) == openers
    order = ["sonderingsmoete", "forprosjekt", "etableringsfase"]
    left = {run.pk: order.index(run.step) for run in runs}
    for run in opened:
        row = decisions[run.decision_id]
        assert order.index(run.step) - left[row.step_run_id] == STEPS_ON[row.outcome]
    assert len({row.step_run_id for row in ending}) == len(ending)
    assert (initiative.state == Initiative.State.STOPPED) == (turns[-1:] == [Outcome.STOP])
    assert not list(verify())
    kept = {row["id"]: row for row in GateDecision.objects.filter(initiative=initiative).order_by("pk").values()}
    assert {pk: kept.get(pk) for pk in decided} == decided
    return kept


def begun(where: str) -> tuple[Initiative, User]:
    """An initiative that stands before a gate it may pass, or one with nothing done."""
    if where == "gate 2":
        place = gate_2_world.ready()
        return place.initiative, place.decider
    if where == "gate 1":
        return gates_world.ready(attended=15)
    initiative = world.initiative()
    return initiative, world.decider_of(initiative)


def happened(initiative: Initiative) -> set[str]:
    """What the rows and the journal tell of a walk."""
    outcomes = list(GateDecision.objects.filter(initiative=initiative).order_by("pk").values_list("outcome", flat=True))
    ways = {"step 3": {"step": "etableringsfase"}, "entered again": {"step": "forprosjekt", "round": 2}}
    runs = initiative.step_runs.exclude(state=StepRun.State.WAITING)
    verbs = JournalEntry.objects.filter(chain=initiative.chain)
    told = {"pause": "initiative_on_hold", "resume": "initiative_resumed"}
    return {
        *outcomes,
        *(what for what, fields in ways.items() if runs.filter(**fields).exists()),
        *(what for what, verb in told.items() if verbs.filter(verb=verb).exists()),
        *(["twice back"] if outcomes.count(BACK) == 2 else []),
    }


def stories(test: Callable[..., Any]) -> Callable[..., Any]:
    for where, acts, wanted in STORIES:
        test = example(where=where, acts=acts, wanted=wanted)(test)
    return test


def test_no_order_of_decisions_breaks_an_invariant(db):
    reached: set[str] = set()

    @stories
    @settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        where=st.sampled_from(["nothing", "gate 1", "gate 2"]), acts=st.lists(ACTS, max_size=8), wanted=st.just(set())
    )
    def walk(where: str, acts: list[Outcome | str], wanted: set[str]) -> None:
        with transaction.atomic():
            initiative, decider = begun(where)
            moment, decided = now(), dict[int, dict[str, Any]]()
            for what in acts:
                moment += timedelta(days=40 if what == "meet" else 0)
                with clock.set_to(moment):
                    act(what, initiative, decider)

                decided = holds(initiative, decided)
            found = happened(initiative)
            assert wanted <= found
            reached.update(found)
            transaction.set_rollback(True)

    walk()

    assert reached >= EXPECTED

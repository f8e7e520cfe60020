"""Pause, back a step, stop and reopen: who, with what reasons, and that history stays."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest

from accounts.access import NotAllowed, NotReady
from accounts.journal import verify
from accounts.models import User
from gates.models import GateDecision, Outcome
from gates.services import go_back, pause, reopen, resume_work
from initiatives.models import Initiative, StepRun
from mail.models import Message
from meetings.models import Meeting
from paadriv import clock
from paadriv.clock import now, today
from tests import gates_world, meetings_world, world

pytestmark = pytest.mark.django_db
WHY = "Vi må finne ut om flere vil være med."


def in_step_two() -> tuple[Initiative, User]:
    initiative, decider = gates_world.ready()
    gates_world.decided(initiative, by=decider)
    initiative.refresh_from_db()
    return initiative, decider


def back(initiative: Initiative, by: User, **changes: Any) -> GateDecision:
    fields = {"decided_on": today(), "explanation": WHY, "form_key": uuid.uuid4()} | changes
    return go_back(initiative, **fields, by=by)


def reopened(initiative: Initiative, by: User, **changes: Any) -> GateDecision:
    fields = {"from_start": False, "decided_on": today(), "explanation": WHY, "form_key": uuid.uuid4()} | changes
    return reopen(initiative, **fields, by=by)


def paused(initiative: Initiative, by: User, **changes: Any) -> None:
    fields = {"reason": WHY, "review_on": today() + timedelta(days=30), "call_off": False} | changes
    pause(initiative, **fields, by=by)


def runs(initiative: Initiative) -> list[tuple[str, int, str]]:
    return list(initiative.step_runs.order_by("step", "round").values_list("step", "round", "state"))


def test_going_back_parks_the_step_and_opens_a_new_round_of_the_one_before():
    initiative, decider = in_step_two()

    row = back(initiative, decider)

    assert runs(initiative) == [
        ("etableringsfase", 1, "waiting"),
        ("forprosjekt", 1, "parked"),
        ("sonderingsmoete", 1, "done"),
        ("sonderingsmoete", 2, "active"),
    ]
    assert initiative.step_runs.get(state="active").decision_id == row.pk
    assert GateDecision.objects.filter(initiative=initiative).count() == 2
    assert not list(verify())


def test_the_new_round_asks_for_a_meeting_of_its_own():
    initiative, decider = in_step_two()
    back(initiative, decider)

    with pytest.raises(NotReady, match="ingen møter er holdt"):
        gates_world.decided(initiative, by=decider)


def test_the_step_entered_again_carries_on_with_owners_and_notes():
    initiative, decider = in_step_two()
    first = initiative.step_runs.get(step="forprosjekt")
    first.activity_items.filter(key="omraade").update(status="done", note="Havna er best.")
    back(initiative, decider)
    gates_world.held_meeting(initiative)

    gates_world.decided(initiative, by=decider)

    second = initiative.step_runs.get(step="forprosjekt", round=2)
    carried = second.activity_items.get(key="omraade")
    assert (second.state, carried.status, carried.note) == ("active", "doing", "Havna er best.")
    assert second.activity_items.count() == first.activity_items.count() == 5


def test_there_is_nothing_before_the_first_step():
    initiative, decider = gates_world.ready()

    with pytest.raises(NotReady, match="første steget"):
        back(initiative, decider)

    assert not GateDecision.objects.exists()


@pytest.mark.parametrize("what", [back, reopened])
def test_only_the_decider_turns(what: Any):
    initiative, _decider = in_step_two()

    for other in (world.coordinator_of(initiative), world.association_admin(), world.someone("En fremmed")):
        with pytest.raises(NotAllowed):
            what(initiative, other)


@pytest.mark.parametrize("change", [{"explanation": "For kort."}, {"decided_on": today() + timedelta(days=1)}])
def test_turning_needs_words_and_a_possible_date(change: dict[str, Any]):
    initiative, decider = in_step_two()

    with pytest.raises(NotReady):
        back(initiative, decider, **change)


def test_the_same_form_posted_twice_goes_back_once():
    initiative, decider = in_step_two()
    key = uuid.uuid4()

    first = back(initiative, decider, form_key=key)
    second = back(initiative, decider, form_key=key)

    assert first == second
    assert initiative.step_runs.count() == 4


@pytest.mark.parametrize(("from_start", "step"), [(False, "forprosjekt"), (True, "sonderingsmoete")])
def test_a_stopped_initiative_is_taken_up_in_a_new_round(from_start: bool, step: str):
    initiative, decider = in_step_two()
    gates_world.decided(initiative, Outcome.STOP, by=decider, explanation="Ingen penger.")

    reopened(initiative, decider, from_start=from_start)

    initiative.refresh_from_db()
    active = initiative.step_runs.get(state=StepRun.State.ACTIVE)
    assert (initiative.state, active.step, active.round) == ("active", step, 2)
    assert initiative.step_runs.get(step="forprosjekt", round=1).state == "parked"


def test_what_is_not_stopped_is_not_reopened():
    initiative, decider = in_step_two()

    with pytest.raises(NotReady, match="ikke avsluttet"):
        reopened(initiative, decider)


def test_stopping_names_its_main_reason():
    initiative, decider = in_step_two()

    with pytest.raises(NotReady, match="hovedgrunnen"):
        gates_world.decided(initiative, Outcome.STOP, by=decider, explanation="Ingen penger.", stop_reason="")


def test_a_pause_stops_the_clock_and_tells_the_members():
    initiative, _decider = in_step_two()
    coordinator = world.coordinator_of(initiative)

    paused(initiative, coordinator)
    initiative.refresh_from_db()
    with clock.set_to(now() + timedelta(days=10)):
        resume_work(initiative, by=coordinator)

    initiative.refresh_from_db()
    assert initiative.step_runs.get(state="active").paused_days == 10
    assert (initiative.state, initiative.review_on) == ("active", None)
    assert Message.objects.filter(sending__kind="initiative_paused").count() == 1


def test_a_pause_keeps_or_calls_off_coming_meetings_as_chosen():
    initiative, _decider = gates_world.ready()
    coordinator = world.coordinator_of(initiative)
    coming = meetings_world.meeting(initiative)

    paused(initiative, coordinator)
    coming.refresh_from_db()
    kept = coming.state
    resume_work(initiative, by=coordinator)
    paused(initiative, coordinator, call_off=True)

    coming.refresh_from_db()
    assert (kept, coming.state) == (Meeting.State.PLANNED, Meeting.State.CALLED_OFF)


@pytest.mark.parametrize("change", [{"reason": "Ferie."}, {"review_on": today()}])
def test_a_pause_needs_a_reason_and_a_day_ahead(change: dict[str, Any]):
    initiative, _decider = in_step_two()

    with pytest.raises(NotReady):
        paused(initiative, world.coordinator_of(initiative), **change)


def test_only_a_coordinator_pauses_and_not_twice():
    initiative, decider = in_step_two()
    coordinator = world.coordinator_of(initiative)

    for other in (decider, world.association_admin()):
        with pytest.raises(NotAllowed):
            paused(initiative, other)
    paused(initiative, coordinator)
    with pytest.raises(NotReady, match="allerede"):
        paused(initiative, coordinator)

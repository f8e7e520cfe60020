"""Deciding at gate 1: who, when, what follows, and that a decision is one and stays."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from accounts.access import NotAllowed, NotReady
from accounts.canonical import digest
from accounts.models import JournalEntry
from gates.models import GateDecision, Outcome
from gates.services import give_advice, resume_work
from initiatives.models import Initiative, StepRun
from mail.models import Message
from meetings.models import Meeting
from paadriv.clock import today
from tests import gates_world, meetings_world, world

pytestmark = pytest.mark.django_db


def test_going_on_makes_step_two_active_and_keeps_every_finding():
    initiative, decider = gates_world.ready()

    row = gates_world.decided(initiative, by=decider)

    run = initiative.step_runs.get(state=StepRun.State.ACTIVE)
    assert (run.step, run.decision_id) == ("forprosjekt", row.pk)
    assert len(row.snapshot["findings"]) == 16
    assert all(finding["ok"] for finding in row.snapshot["findings"])
    assert row.snapshot_digest == digest(row.snapshot)


def test_the_snapshot_keeps_the_numbers_and_norms_it_was_decided_on():
    initiative, decider = gates_world.ready(attended=15)
    [meeting] = Meeting.objects.filter(initiative=initiative)

    row = gates_world.decided(initiative, by=decider)

    counts = row.snapshot["counts"]
    assert (counts["meetings_held"], counts["persons_attended"], counts["threshold"]) == (
        1,
        15,
        meeting.interest_threshold,
    )
    assert counts["taking_part"] == counts["taking_part_public"] + counts["taking_part_not_public"] >= 3
    assert counts["groups_attended"] == sorted(counts["groups_attended"])
    assert [one["meeting"] for one in counts["meetings"]] == [meeting.pk]
    assert counts["meetings"][0]["attended"] == 15
    assert row.snapshot["norms"]["interest_threshold"] == initiative.method.norms.interest_threshold
    assert row.snapshot["versions"] == []


def test_too_early_says_why_and_changes_nothing():
    initiative = world.initiative()
    decider = world.decider_of(initiative)

    with pytest.raises(NotReady) as refusal:
        gates_world.decided(initiative, by=decider)

    assert "Minst ett sonderingsmøte er holdt: ingen møter er holdt og avsluttet." in refusal.value.verdict.reasons
    assert not GateDecision.objects.exists()
    assert initiative.step_runs.get(state=StepRun.State.ACTIVE).step == "sonderingsmoete"


def test_nobody_but_the_decider_decides():
    initiative, _decider = gates_world.ready()
    others = [
        world.coordinator_of(initiative),
        world.member(initiative, "editor"),
        world.member(initiative, "reader", "Lise Lund"),
        world.association_admin(),
        world.someone("En fremmed"),
    ]

    for other in others:
        with pytest.raises(NotAllowed):
            gates_world.decided(initiative, by=other)

    assert not GateDecision.objects.exists()


def test_the_same_form_posted_twice_is_one_decision():
    initiative, decider = gates_world.ready()
    key = uuid.uuid4()

    first = gates_world.decided(initiative, by=decider, form_key=key)
    second = gates_world.decided(initiative, by=decider, form_key=key)

    assert first == second
    assert GateDecision.objects.count() == 1


def test_a_second_decision_finds_the_gate_closed():
    initiative, decider = gates_world.ready()
    gates_world.decided(initiative, by=decider)

    with pytest.raises(NotReady):
        gates_world.decided(initiative, by=decider)


def test_a_decision_is_never_edited():
    initiative, decider = gates_world.ready()
    row = gates_world.decided(initiative, by=decider)

    with pytest.raises(DatabaseError), transaction.atomic():
        GateDecision.objects.filter(pk=row.pk).update(outcome="stop")


def test_a_recommendation_without_a_reason_holds_the_decision_back():
    initiative, decider = gates_world.ready(attended=12)

    with pytest.raises(NotReady):
        gates_world.decided(initiative, by=decider)
    row = gates_world.decided(
        initiative, by=decider, reasons={"participants": "Bygda er liten, og alle som teller, kom."}
    )

    assert row.reasons == {"participants": "Bygda er liten, og alle som teller, kom."}


@pytest.mark.parametrize("days", [1, -60])
def test_a_decision_is_dated_within_the_step(days: int):
    initiative, decider = gates_world.ready()

    with pytest.raises(NotReady):
        gates_world.decided(initiative, by=decider, decided_on=today() + timedelta(days=days))


def test_rework_and_hold_leave_the_gate_open():
    initiative, decider = gates_world.ready()

    gates_world.decided(initiative, Outcome.REWORK, by=decider, explanation="Vi vil møtes en gang til.")
    gates_world.decided(initiative, Outcome.HOLD, by=decider, explanation="Vi venter på budsjettet.")
    initiative.refresh_from_db()
    held = initiative.state
    resume_work(initiative, by=world.coordinator_of(initiative))
    gates_world.decided(initiative, by=decider)

    assert held == Initiative.State.ON_HOLD
    assert initiative.step_runs.get(state=StepRun.State.ACTIVE).step == "forprosjekt"


def test_anything_but_going_on_needs_words():
    initiative, decider = gates_world.ready()

    with pytest.raises(NotReady):
        gates_world.decided(initiative, Outcome.STOP, by=decider)


def test_stopping_calls_off_coming_meetings_with_notice():
    initiative, decider = gates_world.ready()
    coming = meetings_world.meeting(initiative)
    meetings_world.invited(coming, "Gjest som skulle komme")

    gates_world.decided(initiative, Outcome.STOP, by=decider, explanation="For liten interesse.")

    initiative.refresh_from_db()
    coming.refresh_from_db()
    assert initiative.state == Initiative.State.STOPPED
    assert coming.state == Meeting.State.CALLED_OFF
    assert Message.objects.filter(sending__kind="meeting_called_off").count() == 1


def test_members_are_told_and_the_journal_knows():
    initiative, decider = gates_world.ready()

    gates_world.decided(initiative, by=decider)

    assert Message.objects.filter(sending__kind="gate_decided").count() == 1
    assert JournalEntry.objects.filter(chain=initiative.chain, verb="gate_decided", actor=decider).exists()


def test_the_association_advises_and_nobody_else():
    initiative = world.initiative()

    advice = give_advice(initiative, text="Inviter flere beboere.", by=world.association_admin())
    with pytest.raises(NotAllowed):
        give_advice(initiative, text="Nei.", by=world.coordinator_of(initiative))

    assert list(initiative.advice.all()) == [advice]
    assert Message.objects.filter(sending__kind="advice_given").count() == 1

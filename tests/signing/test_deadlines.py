"""The time of a round: reminders, a later deadline, taken back, over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.access import NotReady
from mail.models import Message
from mail.sending import send_waiting
from signing.models import Act
from signing.services import deadlines
from signing.services.opening import Asked
from signing.states import InvitationState, PartyState, RoundState
from signing.tasks import hourly
from tests import signing_world, world

pytestmark = pytest.mark.django_db
MONDAY = "2026-03-02 10:00"
FRIDAY = date(2026, 3, 27)


@pytest.fixture
def asked_in(clock_at):
    clock_at(MONDAY)
    return signing_world.opened(deadline=FRIDAY)


def reminders() -> int:
    return Message.objects.filter(sending__kind="signing_reminder").count()


def test_those_who_have_not_answered_are_reminded_three_times(asked_in, clock_at):
    counts = {}
    for day in (19, 20, 21, 22, 23, 24, 25, 26, 27):
        clock_at(f"2026-03-{day} 10:00")
        hourly()
        hourly()
        counts[day] = reminders()

    assert counts == {19: 0, 20: 2, 21: 2, 22: 2, 23: 2, 24: 4, 25: 4, 26: 6, 27: 6}


def test_one_who_has_answered_is_not_reminded(asked_in, clock_at):
    signing_world.acted(signing_world.invitations(asked_in)[0])
    clock_at("2026-03-20 10:00")

    assert deadlines.remind_due() == 1


def test_nobody_is_reminded_at_night_and_the_reminder_comes_in_the_morning(asked_in, clock_at):
    clock_at("2026-03-20 07:30")
    assert deadlines.remind_due() == 0
    clock_at("2026-03-20 18:30")
    assert deadlines.remind_due() == 0
    clock_at("2026-03-23 08:10")
    assert deadlines.remind_due() == 2


def test_a_reminder_whose_worker_was_away_waits_for_the_morning(asked_in, clock_at):
    clock_at("2026-03-20 17:50")
    deadlines.remind_due()
    waiting = Message.objects.filter(sending__kind="signing_reminder")

    clock_at("2026-03-21 02:30")
    send_waiting()
    assert set(waiting.values_list("state", "attempts")) == {("queued", 0)}
    clock_at("2026-03-23 07:59")
    send_waiting()
    assert set(waiting.values_list("state", flat=True)) == {"queued"}
    clock_at("2026-03-23 08:00")
    send_waiting()
    assert set(waiting.values_list("state", flat=True)) == {"sent"}


def test_a_reminder_that_was_overtaken_by_an_answer_is_stopped(asked_in, clock_at):
    clock_at("2026-03-20 10:00")
    deadlines.remind_due()
    signing_world.acted(signing_world.invitations(asked_in)[0])

    send_waiting()

    states = Message.objects.filter(sending__kind="signing_reminder").values_list("state", flat=True)
    assert sorted(states) == ["sent", "stopped"]


def test_a_later_deadline_plans_reminders_anew_until_the_cap(asked_in, clock_at):
    by = world.coordinator_of(asked_in.initiative)
    for week in range(6):
        deadlines.extend(asked_in, deadline=FRIDAY + timedelta(days=14 * (week + 1)), by=by)
        for before in (7, 3, 1):
            day = FRIDAY + timedelta(days=14 * (week + 1) - before)
            clock_at(f"{day} 10:00")
            deadlines.remind_due()

    assert {row.reminders for row in signing_world.invitations(asked_in)} == {6}
    assert reminders() == 12


def test_a_deadline_is_only_moved_later(asked_in):
    by = world.coordinator_of(asked_in.initiative)

    for day in (FRIDAY, FRIDAY - timedelta(days=1)):
        with pytest.raises(ValidationError, match="etter den som gjelder"):
            deadlines.extend(asked_in, deadline=day, by=by)


def test_after_the_last_day_the_round_is_expired_and_everybody_is_told(asked_in, clock_at):
    signing_world.acted(signing_world.invitations(asked_in)[0])
    clock_at("2026-03-27 23:59")
    hourly()
    asked_in.refresh_from_db()
    assert asked_in.state == RoundState.OPEN

    clock_at("2026-03-28 00:01")
    hourly()
    hourly()

    asked_in.refresh_from_db()
    assert asked_in.state == RoundState.EXPIRED
    assert [party.state for party in asked_in.parties.order_by("pk")] == [PartyState.DONE, PartyState.EXPIRED]
    assert Message.objects.filter(sending__kind="round_expired").count() == 2


def test_at_the_deadline_a_round_is_completed_though_an_optional_party_never_answered(clock_at):
    clock_at(MONDAY)
    version = signing_world.version()
    first, second = signing_world.partners(version.document.initiative)
    asked_in = signing_world.opened(version, parties=[Asked(first), Asked(second, is_required=False)], deadline=FRIDAY)
    signing_world.acted(signing_world.invitations(asked_in)[0])
    asked_in.refresh_from_db()
    assert asked_in.state == RoundState.OPEN

    clock_at("2026-03-28 01:00")
    hourly()

    asked_in.refresh_from_db()
    assert asked_in.state == RoundState.COMPLETED
    assert signing_world.party(asked_in, 1).state == PartyState.EXPIRED


def test_nothing_is_extended_when_the_last_day_is_over_though_no_job_has_run(asked_in, clock_at):
    clock_at("2026-03-28 09:00")

    with pytest.raises(NotReady, match="Fristen"):
        deadlines.extend(asked_in, deadline=FRIDAY + timedelta(days=9), by=world.coordinator_of(asked_in.initiative))


def test_a_round_taken_back_tells_all_those_who_had_answered_too(asked_in):
    signing_world.acted(signing_world.invitations(asked_in)[0])

    signing_world.voided(asked_in, reason="Det stod feil tall i teksten.")

    assert asked_in.state == RoundState.VOIDED
    assert [row.state for row in signing_world.invitations(asked_in)] == [
        InvitationState.ACTED,
        InvitationState.EXPIRED,
    ]
    assert Message.objects.filter(sending__kind="round_voided").count() == 2
    assert Act.objects.count() == 1


def test_a_round_is_taken_back_with_a_reason_and_once(asked_in):
    with pytest.raises(ValidationError, match="hvorfor"):
        signing_world.voided(asked_in, reason="")
    signing_world.voided(asked_in)
    with pytest.raises(NotReady, match="Runden er trukket tilbake"):
        signing_world.voided(asked_in)

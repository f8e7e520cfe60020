"""What becomes of an open round when its initiative is put on hold, taken up again, or called off from above."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from accounts.access import NotReady
from accounts.models import JournalEntry, User
from initiatives import services as initiatives
from initiatives.models import Initiative
from mail.models import Message
from mail.sending import send_waiting
from signing.models import Round
from signing.services import course, deadlines
from signing.services.acting import may_act
from signing.states import InvitationState, RoundState
from signing.tasks import hourly
from signing.waiting import waiting_for
from tests import signing_world, world

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 3, 27)


@pytest.fixture
def asked_in(clock_at: Any) -> Round:
    clock_at("2026-03-02 10:00")
    return signing_world.opened(deadline=FRIDAY)


def on_hold(asked_in: Round) -> User:
    by = world.coordinator_of(asked_in.initiative)
    initiatives.hold(asked_in.initiative, reason="Vi venter på budsjettet.", by=by)
    course.hold_all(asked_in.initiative, by=by)
    return by


def taken_up(asked_in: Round, by: User) -> Round:
    course.run_on(Initiative.objects.get(), by=by)
    initiatives.resume(asked_in.initiative, by=by)
    return Round.objects.get(pk=asked_in.pk)


def mails(kind: str) -> list[Message]:
    return list(Message.objects.filter(sending__kind=kind).order_by("pk"))


def test_on_hold_nobody_is_reminded_and_the_deadline_does_not_end_the_round(asked_in, clock_at):
    clock_at("2026-03-16 10:00")
    on_hold(asked_in)

    for day in ("2026-03-20", "2026-03-26", "2026-03-30", "2026-04-28"):
        clock_at(f"{day} 10:00")
        hourly()

    found = Round.objects.get()
    assert mails("signing_reminder") == []
    assert (found.state, found.deadline_passed) == (RoundState.OPEN, False)


def test_taken_up_again_the_round_has_the_days_it_had_left_and_reminders_follow(asked_in, clock_at):
    clock_at("2026-03-16 10:00")
    by = on_hold(asked_in)
    clock_at("2026-04-13 09:00")

    found = taken_up(asked_in, by)

    assert found.deadline == FRIDAY + timedelta(days=28) == found.last_day
    assert JournalEntry.objects.get(verb="round_ran_on").detail == {"before": "2026-03-27", "after": "2026-04-24"}
    clock_at("2026-04-17 10:00")
    hourly()
    assert len(mails("signing_reminder")) == 2
    clock_at("2026-04-25 01:00")
    hourly()
    assert Round.objects.get().state == RoundState.EXPIRED


def test_those_who_have_not_answered_hear_of_the_hold_and_of_the_new_deadline(asked_in, clock_at, mailoutbox):
    first, second = signing_world.invitations(asked_in)
    signing_world.acted(first)
    clock_at("2026-03-16 10:00")
    by = on_hold(asked_in)
    mailoutbox.clear()
    send_waiting()
    [held] = [one for one in mailoutbox if "haster ikke" in one.subject]
    clock_at("2026-03-18 10:00")
    taken_up(asked_in, by)
    mailoutbox.clear()
    send_waiting()

    assert second.address in held.to[0]
    assert "Vi venter på budsjettet." in held.body
    assert "Fristen løper ikke" in held.body
    [moved] = mailoutbox
    said = moved.body.replace("\u00a0", " ")
    assert second.address in moved.to[0]
    assert "Fristen for å svare om «Målbilde for Pådriv Arendal» er nå 29. mars 2026." in said


def test_what_was_overtaken_before_it_went_out_is_stopped(asked_in, clock_at):
    clock_at("2026-03-20 10:00")
    deadlines.remind_due()
    by = on_hold(asked_in)
    send_waiting()
    taken_up(asked_in, by)
    on_hold(asked_in)

    send_waiting()

    states = {kind: {one.state for one in mails(kind)} for kind in ("signing_reminder", "round_runs_on")}
    assert states == {"signing_reminder": {"stopped"}, "round_runs_on": {"stopped"}}


def test_on_hold_one_may_answer_all_the_same_and_is_not_pressed_to(asked_in):
    row = signing_world.invitations(asked_in)[0]
    user = world.someone()
    user.email = row.address
    user.save(update_fields=["email"])
    initiatives.join(asked_in.initiative, user=user, role="partner", by=world.coordinator_of(asked_in.initiative))
    before = waiting_for(user)

    on_hold(asked_in)
    row = signing_world.invitations(asked_in)[0]

    assert (len(before), waiting_for(user)) == (1, [])
    assert may_act(row)
    signing_world.acted(row)
    assert signing_world.invitations(asked_in)[0].state == InvitationState.ACTED


def test_on_hold_no_round_is_opened_and_no_deadline_set(asked_in):
    by = on_hold(asked_in)

    with pytest.raises(NotReady, match="satt på vent"):
        deadlines.extend(asked_in, deadline=FRIDAY + timedelta(days=7), by=by)
    signing_world.voided(asked_in)
    with pytest.raises(NotReady, match="satt på vent"):
        signing_world.opened(asked_in.version, parties=[])


def test_a_hold_within_one_day_moves_nothing(asked_in):
    by = on_hold(asked_in)

    found = taken_up(asked_in, by)

    assert found.deadline == FRIDAY
    assert not JournalEntry.objects.filter(verb="round_ran_on").exists()


def test_taken_back_all_at_once_everybody_is_told_why_and_the_link_says_it(asked_in, client):
    first, _second = signing_world.invitations(asked_in)
    signing_world.acted(first)
    by = world.coordinator_of(asked_in.initiative)

    number = course.void_all(asked_in.initiative, reason="Initiativet er avsluttet: ikke finansiering.", by=by)

    found = Round.objects.get()
    assert (number, found.state) == (1, RoundState.VOIDED)
    assert len(mails("round_voided")) == 2
    assert may_act(signing_world.invitations(asked_in)[1]).reasons == (
        "Runden er trukket tilbake.",
        "Begrunnelse: Initiativet er avsluttet: ikke finansiering.",
    )
    assert course.void_all(asked_in.initiative, reason="En gang til.", by=by) == 0

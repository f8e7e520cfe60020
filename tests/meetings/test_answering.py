"""Answers: one effect each, seats, the waiting list, the deadline, needs, and a substitute."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.access import NotReady
from accounts.models import JournalEntry
from mail.models import Message
from meetings import services
from meetings.models import Answer, Choice, Need
from paadriv import clock
from tests import day_world, meetings_world, world

pytestmark = pytest.mark.django_db


def at_norwegian(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


def receipts() -> int:
    return Message.objects.filter(sending__kind="answer_receipt").count()


def test_an_answer_is_a_row_a_mirror_and_a_receipt():
    guest = meetings_world.invited(meetings_world.meeting())

    guest = services.answer(guest, choice=Choice.COMING)

    assert guest.has_seat
    assert list(guest.answers.values_list("choice", "by")) == [("coming", None)]
    assert receipts() == 1


def test_the_same_answer_twice_has_one_effect():
    guest = day_world.coming(meetings_world.meeting())

    services.answer(guest, choice=Choice.COMING)

    assert Answer.objects.count() == 1
    assert receipts() == 1


def test_a_changed_answer_is_added_and_the_first_stays():
    guest = day_world.coming(meetings_world.meeting())

    guest = services.answer(guest, choice=Choice.NOT_COMING)

    assert list(guest.answers.values_list("choice", flat=True)) == ["coming", "not_coming"]
    assert guest.current == Choice.NOT_COMING
    assert receipts() == 2


def test_the_journal_says_that_somebody_answered_but_not_what():
    day_world.coming(meetings_world.meeting())

    entry = JournalEntry.objects.get(verb="answer_given")

    assert set(entry.detail) == {"answer"}
    assert entry.actor is None


def test_a_full_meeting_puts_the_next_on_the_waiting_list():
    meeting = meetings_world.meeting(capacity=1)
    first = day_world.coming(meeting, "Den første")

    second = day_world.coming(meeting, "Den andre")

    assert first.has_seat
    assert not second.has_seat
    assert second.waiting_since is not None


def test_maybe_takes_no_seat():
    meeting = meetings_world.meeting(capacity=1)
    services.answer(meetings_world.invited(meeting, "Kanskje"), choice=Choice.MAYBE)

    assert day_world.coming(meeting, "Kommer").has_seat


def test_a_seat_that_is_given_up_goes_to_the_one_who_waited_longest_with_a_mail():
    meeting = meetings_world.meeting(capacity=1)
    seated = day_world.coming(meeting, "Har plass")
    oldest, youngest = day_world.coming(meeting, "Venter først"), day_world.coming(meeting, "Venter sist")

    services.answer(seated, choice=Choice.NOT_COMING)

    oldest.refresh_from_db()
    youngest.refresh_from_db()
    assert (oldest.has_seat, youngest.has_seat) == (True, False)
    assert list(Message.objects.filter(sending__kind="seat_given").values_list("subject_id", flat=True)) == [oldest.pk]


def test_more_seats_promote_as_many_as_there_is_room_for():
    meeting = meetings_world.meeting(capacity=1)
    day_world.coming(meeting, "Har plass")
    waiting = [day_world.coming(meeting, f"Venter {number}") for number in range(3)]

    services.edit_meeting(
        meeting, {"capacity": 3}, revision=meeting.revision, by=world.coordinator_of(meeting.initiative)
    )

    for row in waiting:
        row.refresh_from_db()
    assert [row.has_seat for row in waiting] == [True, True, False]


def test_who_waits_and_answers_again_keeps_the_place():
    meeting = meetings_world.meeting(capacity=1)
    day_world.coming(meeting, "Har plass")
    waiting = day_world.coming(meeting, "Venter")
    since = waiting.waiting_since

    waiting = services.answer(waiting, choice=Choice.COMING, need="teleslynge")

    assert waiting.waiting_since == since


@pytest.mark.parametrize(("at", "is_open"), [("2026-03-20 23:59:59", True), ("2026-03-21 00:00", False)])
def test_the_deadline_is_the_end_of_the_day_in_norway(clock_at, at, is_open):
    clock_at("2026-03-01 09:00")
    meeting = meetings_world.meeting(
        starts_at=at_norwegian("2026-03-26 18:00"), answer_by=date.fromisoformat("2026-03-20")
    )
    guest = meetings_world.invited(meeting)

    clock_at(at)

    if is_open:
        assert services.answer(guest, choice=Choice.COMING).has_seat
    else:
        with pytest.raises(NotReady, match=r"Svarfristen gikk ut 20"):
            services.answer(guest, choice=Choice.COMING)
        assert not Answer.objects.exists()


def test_the_deadline_holds_on_the_night_the_clock_is_changed(clock_at):
    clock_at("2026-03-01 09:00")
    meeting = meetings_world.meeting(
        starts_at=at_norwegian("2026-04-10 18:00"), answer_by=date.fromisoformat("2026-03-29")
    )
    first, second = day_world.guests(meeting, 2)

    clock_at("2026-03-29 23:59")
    services.answer(first, choice=Choice.COMING)
    clock_at("2026-03-30 00:00")

    with pytest.raises(NotReady):
        services.answer(second, choice=Choice.COMING)


def test_somebody_invited_after_the_deadline_may_answer_until_the_meeting_starts(clock_at):
    clock_at("2026-03-01 09:00")
    meeting = meetings_world.meeting(
        starts_at=at_norwegian("2026-03-26 18:00"), answer_by=date.fromisoformat("2026-03-20")
    )
    clock_at("2026-03-23 09:00")
    guest = meetings_world.invitation(meeting)

    assert services.answer(guest, choice=Choice.COMING).has_seat


def test_a_coordinator_registers_an_answer_after_the_deadline():
    meeting = meetings_world.meeting()
    guest = meetings_world.invited(meeting)
    coordinator = world.coordinator_of(meeting.initiative)

    with clock.set_to(meeting.starts_at - timedelta(hours=1)):
        services.answer(guest, choice=Choice.NOT_COMING, by=coordinator)

    assert guest.answers.get().by == coordinator


def test_a_called_off_meeting_takes_no_answers():
    meeting = meetings_world.meeting()
    guest = meetings_world.invited(meeting)
    services.call_off(meeting, reason="sykdom", by=world.coordinator_of(meeting.initiative))

    with pytest.raises(NotReady, match="avlyst"):
        services.answer(guest, choice=Choice.COMING)


def test_needs_are_kept_apart_and_can_be_taken_back():
    guest = meetings_world.invited(meetings_world.meeting())
    services.answer(guest, choice=Choice.COMING, need="Jeg bruker rullestol")
    assert guest.need.text == "Jeg bruker rullestol"

    services.answer(guest, choice=Choice.COMING, need="")

    assert not Need.objects.exists()


def test_a_substitute_gets_an_invitation_that_replaces_the_first():
    meeting = meetings_world.meeting(capacity=1)
    partner = world.partner(meeting.initiative, "Sagbruket AS")
    guest = day_world.coming(meeting, "Ingrid Nordli", partner=partner)

    services.answer(guest, choice=Choice.SENDS_ANOTHER, substitute=services.Substitute("Per Holm", "Per@eksempel.no"))

    instead = meeting.invitations.get(replaces=guest)
    assert (instead.person.name, instead.person.email, instead.person.partner) == (
        "Per Holm",
        "per@eksempel.no",
        partner,
    )
    assert Message.objects.filter(sending__kind="meeting_invitation", subject_id=instead.pk).count() == 1
    with pytest.raises(NotReady, match="En annen er allerede invitert"):
        services.answer(guest, choice=Choice.COMING)


def test_a_substitute_who_is_on_the_list_is_refused_at_the_field():
    meeting = meetings_world.meeting()
    guest = meetings_world.invited(meeting, "Ingrid Nordli")
    other = meetings_world.invited(meeting, "Per Holm", email="per@eksempel.no")

    with pytest.raises(ValidationError) as refusal:
        services.answer(guest, choice=Choice.SENDS_ANOTHER, substitute=services.Substitute("Per", other.person.email))

    assert "substitute_email" in refusal.value.message_dict
    guest.refresh_from_db()
    assert guest.current == ""
    assert not Answer.objects.exists()


def test_an_answer_to_another_time_is_given_again():
    meeting = meetings_world.meeting()
    guest = day_world.coming(meeting)
    meeting.refresh_from_db()
    services.edit_meeting(
        meeting, {"venue": "Biblioteket"}, revision=meeting.revision, by=world.coordinator_of(meeting.initiative)
    )
    guest.refresh_from_db()
    assert guest.current_sequence == 0

    guest = services.answer(guest, choice=Choice.COMING)

    assert guest.current_sequence == 1
    assert receipts() == 2

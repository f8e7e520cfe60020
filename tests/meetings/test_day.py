"""The meeting day and after: attendance, interest, closing, counting, minutes, and what is deleted."""

import uuid
from datetime import timedelta

import pytest

from accounts.access import NotReady, Stale
from initiatives import services as initiatives
from mail.models import Message
from meetings import services
from meetings.counting import meeting_counts
from meetings.models import Attendance, Choice, Interest, Need
from paadriv import clock
from partners.models import Stage
from partners.services import opt_out
from tests import day_world, meetings_world, world

pytestmark = pytest.mark.django_db
REASON = "Vi hadde glemt tre som kom sent."


def test_a_tap_is_registered_once_and_can_be_undone():
    meeting = meetings_world.meeting()
    guest = meetings_world.invited(meeting)
    day_world.met(meeting, guest.person)

    day_world.met(meeting, guest.person)
    assert meeting.attendance.count() == 1
    with clock.set_to(day_world.during(meeting)):
        for _time in range(2):
            services.undo_attendance(meeting, person=guest.person, by=world.coordinator_of(meeting.initiative))

    assert not meeting.attendance.exists()


def test_the_door_opens_two_hours_before_the_start():
    meeting = meetings_world.meeting()
    guest, coordinator = meetings_world.invited(meeting), world.coordinator_of(meeting.initiative)

    with clock.set_to(meeting.starts_at - timedelta(minutes=121)), pytest.raises(NotReady, match="to timer før"):
        services.register_attendance(meeting, person=guest.person, by=coordinator)
    with clock.set_to(meeting.starts_at - timedelta(minutes=120)):
        services.register_attendance(meeting, person=guest.person, by=coordinator)

    assert meeting.attendance.count() == 1


def test_a_walk_in_is_a_person_a_partner_and_one_row():
    meeting = meetings_world.meeting()
    coordinator = world.coordinator_of(meeting.initiative)
    sawmill = world.partner(meeting.initiative, "Sagbruket AS")

    with clock.set_to(day_world.during(meeting)):
        for _time in range(2):
            row = services.add_walk_in(meeting, name="Per Holm", organisation="sagbruket as", by=coordinator)

    assert meeting.attendance.count() == 1
    assert row.is_walk_in
    assert row.person.partner == sawmill


def test_a_walk_in_who_was_invited_is_the_guest():
    meeting = meetings_world.meeting()
    guest = meetings_world.invited(meeting, email="ingrid@eksempel.no")

    with clock.set_to(day_world.during(meeting)):
        row = services.add_walk_in(
            meeting,
            name="Ingrid",
            organisation="",
            email="Ingrid@eksempel.no",
            by=world.coordinator_of(meeting.initiative),
        )

    assert row.person == guest.person
    assert not row.is_walk_in


def test_closing_settles_everyone_in_one_step():
    meeting = meetings_world.meeting(capacity=1)
    here, declined, silent = day_world.guests(meeting, 3)
    services.answer(here, choice=Choice.COMING)
    services.answer(declined, choice=Choice.NOT_COMING)
    no_seat = day_world.coming(meeting, "Fikk ikke plass")
    day_world.met(meeting, here.person)

    day_world.closed(meeting)

    states = dict(meeting.attendance.values_list("person", "state"))
    assert states == {
        here.person_id: Attendance.State.ATTENDED,
        declined.person_id: Attendance.State.EXCUSED,
        silent.person_id: Attendance.State.ABSENT,
        no_seat.person_id: Attendance.State.EXCUSED,
    }


def test_a_meeting_closes_only_when_it_is_over_and_somebody_was_there():
    meeting = meetings_world.meeting()
    guest, coordinator = meetings_world.invited(meeting), world.coordinator_of(meeting.initiative)

    with clock.set_to(day_world.during(meeting)), pytest.raises(NotReady, match="når det er over"):
        services.close_meeting(meeting, by=coordinator)
    with pytest.raises(NotReady, match="Ingen er registrert"):
        day_world.closed(meeting)
    day_world.met(meeting, guest.person)

    assert day_world.closed(meeting).state == "closed"
    with pytest.raises(NotReady, match="allerede avsluttet"):
        day_world.closed(meeting)


def test_closing_moves_linked_candidates_that_will_take_part_and_nobody_else():
    meeting = meetings_world.meeting()
    partners = [world.partner(meeting.initiative, name) for name in ("Vil", "Vil ikke", "I dialog")]
    day_world.interest(meeting, partner=partners[0])
    day_world.interest(meeting, partner=partners[1], level=Interest.Level.NO_THANKS)
    partners[2].stage = Stage.TALKING
    partners[2].save(update_fields=["stage"])
    day_world.interest(meeting, partner=partners[2])
    day_world.met(meeting, meetings_world.invited(meeting).person)

    day_world.closed(meeting)

    for row in partners:
        row.refresh_from_db()
    assert [row.stage for row in partners] == [Stage.INTERESTED, Stage.CANDIDATE, Stage.TALKING]


def test_a_closed_meeting_is_reopened_with_a_reason_until_the_gate_is_decided():
    meeting = day_world.held()
    initiative, coordinator = meeting.initiative, world.coordinator_of(meeting.initiative)
    absent = meetings_world.meeting(initiative, days=30)
    with pytest.raises(NotReady, match="20 tegn"):
        services.reopen_meeting(meeting, reason="for kort", by=coordinator)

    services.reopen_meeting(meeting, reason=REASON, by=coordinator)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.attendance.count()) == ("planned", 3)

    day_world.closed(meeting)
    initiatives.enter_step(initiative, decision_id=1, by=world.decider_of(initiative))
    with pytest.raises(NotReady, match="Beslutningspunkt 1 er avgjort"):
        services.reopen_meeting(meeting, reason=REASON, by=coordinator)
    assert absent.state == "planned"


def test_a_called_off_meeting_cannot_be_closed():
    meeting = meetings_world.meeting()
    services.call_off(meeting, reason="sykdom", by=world.coordinator_of(meeting.initiative))

    with pytest.raises(NotReady, match="avlyst"):
        day_world.closed(meeting)


def test_only_the_latest_linked_interest_of_a_partner_counts():
    meeting = meetings_world.meeting()
    sawmill, choir = (world.partner(meeting.initiative, name) for name in ("Sagbruket AS", "Koret"))
    day_world.interest(meeting, partner=sawmill)
    day_world.interest(meeting, partner=sawmill, level=Interest.Level.NO_THANKS)
    day_world.interest(meeting, partner=choir, level=Interest.Level.NO_THANKS)
    day_world.interest(meeting, partner=choir, level=Interest.Level.WORKING_GROUP)
    day_world.interest(meeting, organisation="Ikke koblet AS")

    counts = meeting_counts(meeting.initiative)

    assert [part.name for part in counts.taking_part] == ["Koret"]


def test_an_interest_moved_to_another_partner_counts_there():
    meeting = meetings_world.meeting()
    first, second = (world.partner(meeting.initiative, name) for name in ("Feil AS", "Rett AS"))
    row = day_world.interest(meeting, partner=first)

    services.link_interest(row, partner=second, by=world.coordinator_of(meeting.initiative))

    assert [part.name for part in meeting_counts(meeting.initiative).taking_part] == ["Rett AS"]


def test_the_same_form_posted_again_gives_the_first_row():
    meeting, key = meetings_world.meeting(), uuid.uuid4()
    fields = {"person": None, "sees_need": "yes", "level": "informed", "contributions": ["data"], "form_key": key}

    with clock.set_to(day_world.during(meeting)):
        rows = [services.declare_interest(meeting, **fields) for _time in range(2)]

    assert rows[0] == rows[1]
    assert Interest.objects.count() == 1


@pytest.mark.parametrize(("typed", "linked"), [("Sagbruket as", 1), ("Et annet firma", 0)])
def test_a_guest_whose_partner_is_known_is_linked_by_the_system(typed, linked):
    meeting = meetings_world.meeting()
    guest = world.person(meeting.initiative, partner=world.partner(meeting.initiative, "Sagbruket AS"))

    row = day_world.interest(meeting, person=guest, organisation=typed)

    assert row.links.filter(by=None).count() == linked


def test_the_form_is_open_from_the_start_to_the_end_of_its_last_day():
    meeting = meetings_world.meeting()
    fields = {"person": None, "sees_need": "yes", "level": "informed", "contributions": []}

    for at in (meeting.starts_at - timedelta(seconds=1), meeting.ends_at + timedelta(days=15)):
        with clock.set_to(at), pytest.raises(NotReady):
            services.declare_interest(meeting, form_key=uuid.uuid4(), **fields)
    with clock.set_to(meeting.ends_at + timedelta(days=14)):
        services.declare_interest(meeting, form_key=uuid.uuid4(), **fields)

    assert Interest.objects.count() == 1


def test_over_several_closed_meetings_persons_count_once():
    first = day_world.held(attended=3)
    second = meetings_world.meeting(first.initiative, days=30)
    again = first.attendance.order_by("pk")[0].person
    services.invite(second, again, by=world.coordinator_of(first.initiative))
    day_world.met(second, again)
    day_world.met(second, meetings_world.invited(second, "Ny").person)
    day_world.closed(second)

    counts = meeting_counts(first.initiative)

    assert counts.persons_attended == 4
    assert counts.most_attended == 3
    assert counts.attendance_complete


def test_an_open_meeting_is_counted_as_a_plan_and_not_as_held():
    meeting = meetings_world.meeting()
    day_world.met(meeting, meetings_world.invited(meeting).person)

    counts = meeting_counts(meeting.initiative)

    assert (len(counts.meetings), counts.held, counts.persons_attended) == (1, (), 0)
    assert not counts.attendance_complete


@pytest.mark.parametrize("number", [1, 100])
def test_counting_takes_four_queries_whatever_the_number(number, django_assert_num_queries):
    meeting = day_world.held(attended=number)
    for count in range(number):
        day_world.interest(meeting, partner=world.partner(meeting.initiative, f"Virksomhet {count}"))

    with django_assert_num_queries(4):
        counts = meeting_counts(meeting.initiative)

    assert (counts.most_attended, len(counts.taking_part)) == (number, number)


def test_needs_are_deleted_two_weeks_after_the_meeting():
    meeting = meetings_world.meeting()
    services.answer(meetings_world.invited(meeting), choice=Choice.COMING, need="teleslynge")

    with clock.set_to(meeting.ends_at + timedelta(days=14)):
        assert services.delete_old_needs() == 0
    with clock.set_to(meeting.ends_at + timedelta(days=14, seconds=1)):
        assert (services.delete_old_needs(), services.delete_old_needs()) == (1, 0)

    assert not Need.objects.exists()


def test_minutes_are_published_once_per_text_to_those_who_were_there():
    meeting = day_world.held(attended=2)
    coordinator = world.coordinator_of(meeting.initiative)
    away = meeting.attendance.order_by("pk")[0].person
    minutes = services.edit_minutes(meeting, body="Vi møttes.", interest_until=None, revision=0, by=coordinator)

    services.publish_minutes(meeting, revision=minutes.revision, by=coordinator)

    assert Message.objects.filter(sending__kind="meeting_minutes").count() == 2
    with pytest.raises(NotReady, match="publisert slik det står"):
        services.publish_minutes(meeting, revision=minutes.revision, by=coordinator)
    opt_out(away, by=None)
    minutes = services.edit_minutes(meeting, body="Vi møttes, rettet.", interest_until=None, revision=1, by=coordinator)
    services.publish_minutes(meeting, revision=2, by=coordinator)
    assert Message.objects.filter(sending__kind="meeting_minutes").count() == 3


def test_what_is_published_stays_while_the_draft_is_edited():
    meeting = day_world.held(attended=1)
    coordinator = world.coordinator_of(meeting.initiative)
    services.edit_minutes(meeting, body="Første tekst", interest_until=None, revision=0, by=coordinator)
    services.publish_minutes(meeting, revision=1, by=coordinator)
    until = meeting.minutes.interest_until

    services.edit_minutes(meeting, body="Ny tekst", interest_until=until, revision=1, by=coordinator)

    meeting.minutes.refresh_from_db()
    assert (meeting.minutes.published_text, meeting.minutes.text) == ("Første tekst", "Ny tekst")


def test_two_who_write_minutes_at_once_lose_nothing():
    meeting = day_world.held(attended=1)
    coordinator = world.coordinator_of(meeting.initiative)
    services.edit_minutes(meeting, body="Kari skrev", interest_until=None, revision=0, by=coordinator)

    with pytest.raises(Stale) as stale:
        services.edit_minutes(meeting, body="Ola skrev", interest_until=None, revision=0, by=coordinator)

    assert (stale.value.theirs["referat"], stale.value.mine["referat"]) == ("Kari skrev", "Ola skrev")

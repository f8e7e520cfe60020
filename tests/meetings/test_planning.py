"""Planning a sonderingsmøte, changing the plan and moving it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.access import NotReady, Stale
from initiatives import services as initiatives
from meetings import services
from meetings.models import Invitation
from paadriv import clock
from partners.models import Person
from tests import meetings_world, world

pytestmark = pytest.mark.django_db


def test_a_planned_meeting_has_the_standard_programme_and_the_methods_threshold():
    meeting = meetings_world.meeting()

    assert meeting.programme.count() == 10
    assert sum(meeting.programme.values_list("minutes", flat=True)) == 150
    assert meeting.interest_threshold == 8
    assert meeting.headline == "Trenger Arendal et Pådriv?"


def test_the_programme_speaks_of_the_kind_of_place():
    meeting = meetings_world.meeting()

    assert "«det viktigste for byen»" in meeting.programme.get(position=1).description


def test_more_than_one_meeting_may_be_held_in_step_1():
    initiative = world.initiative()
    meetings_world.meeting(initiative)

    meetings_world.meeting(initiative, days=40)

    assert initiative.meetings.count() == 2


def test_no_meeting_is_planned_after_step_1():
    initiative = world.initiative()
    initiatives.enter_step(initiative, decision_id=1, by=world.decider_of(initiative))

    with pytest.raises(NotReady, match="steg 1"):
        meetings_world.meeting(initiative)


def test_a_stopped_initiative_plans_no_meeting():
    initiative = world.initiative()
    initiatives.stop(initiative, reason="for liten interesse", by=world.coordinator_of(initiative))

    with pytest.raises(NotReady):
        meetings_world.meeting(initiative)


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("starts_at", {"days": -1}),
        ("answer_by", {"answer_by": (meetings_world.evening(22)).date()}),
        ("answer_by", {"answer_by": (meetings_world.evening(-1)).date()}),
    ],
)
def test_dates_that_cannot_be_are_refused_at_their_field(field, change):
    with pytest.raises(ValidationError) as refused:
        meetings_world.meeting(**change)

    assert field in refused.value.message_dict


def test_a_change_that_moves_nobody_is_silent():
    meeting = meetings_world.meeting()
    meetings_world.invited(meeting)
    meeting.refresh_from_db()

    services.edit_meeting(meeting, {"serving": "Kaffe"}, revision=meeting.revision, by=_coordinator(meeting))

    meeting.refresh_from_db()
    assert meeting.sequence == 0
    assert not meetings_world.mails().filter(sending__kind="meeting_moved").exists()


def test_a_move_raises_the_sequence_and_asks_those_who_said_no_again_but_not_who_sent_another():
    meeting = meetings_world.meeting()
    asked = meetings_world.invitation(meeting, "Ingrid Nordli")
    said_no = meetings_world.invitation(meeting, "Per Vik")
    left = meetings_world.invitation(meeting, "Siri Dal")
    sends_another = meetings_world.invitation(meeting, "Unni Ås")
    meetings_world.sent(meeting)
    _mark_sent()
    for row, answer in ((said_no, "not_coming"), (left, "not_coming"), (sends_another, "sends_another")):
        Invitation.objects.filter(pk=row.pk).update(current=answer)
    Person.objects.filter(pk=left.person_id).update(opted_out_at=clock.now())

    services.edit_meeting(meeting, {"venue": "Rådhuset"}, revision=meeting.revision, by=_coordinator(meeting))

    meeting.refresh_from_db()
    assert meeting.sequence == 1
    told = meetings_world.mails().filter(sending__kind="meeting_moved").order_by("subject_id")
    assert list(told.values_list("subject_id", flat=True)) == [asked.pk, said_no.pk]


def test_a_move_before_the_invitation_has_left_sends_a_new_invitation_instead():
    meeting = meetings_world.meeting()
    meetings_world.invited(meeting)
    meeting.refresh_from_db()

    services.edit_meeting(meeting, {"venue": "Rådhuset"}, revision=meeting.revision, by=_coordinator(meeting))

    assert list(meetings_world.mails().values_list("sending__kind", "sending__content__sequence")) == [
        ("meeting_invitation", 0),
        ("meeting_invitation", 1),
    ]


def test_a_move_before_anybody_is_invited_is_silent():
    meeting = meetings_world.meeting()

    services.edit_meeting(meeting, {"venue": "Rådhuset"}, revision=meeting.revision, by=_coordinator(meeting))

    meeting.refresh_from_db()
    assert meeting.sequence == 0
    assert not meetings_world.mails().exists()


@pytest.mark.parametrize("change", [{"interest_threshold": 3}, {"venue": "Rådhuset"}])
def test_threshold_time_and_place_are_fixed_from_the_start(change):
    meeting = meetings_world.meeting()

    with clock.set_to(meeting.starts_at), pytest.raises(NotReady, match="startet"):
        services.edit_meeting(meeting, change, revision=meeting.revision, by=_coordinator(meeting))

    meeting.refresh_from_db()
    assert meeting.interest_threshold == 8
    assert meeting.venue == "Kulturhuset, Bryggegata 11"


def test_the_threshold_may_be_changed_until_the_start():
    meeting = meetings_world.meeting()

    with clock.set_to(meeting.starts_at - timedelta(minutes=1)):
        services.edit_meeting(meeting, {"interest_threshold": 3}, revision=meeting.revision, by=_coordinator(meeting))

    meeting.refresh_from_db()
    assert meeting.threshold_set_at < meeting.starts_at


def test_a_colleagues_edit_under_ones_own_is_told_with_both_texts():
    meeting = meetings_world.meeting()
    services.edit_meeting(meeting, {"venue": "Rådhuset"}, revision=1, by=_coordinator(meeting))

    with pytest.raises(Stale) as stale:
        services.edit_meeting(meeting, {"venue": "Skolen"}, revision=1, by=_coordinator(meeting))

    assert stale.value.theirs == {"møtested med adresse": "Rådhuset"}


def _coordinator(meeting):
    return world.coordinator_of(meeting.initiative)


def _mark_sent():
    meetings_world.mails().update(state="sent", sent_at=clock.now())

"""The programme: items, their sum against the norm, and the introduction that is not removed without a reason."""

import pytest
from django.core.exceptions import ValidationError

from accounts.access import NotReady, Stale
from meetings import services, timing
from paadriv.text import clock_time
from tests import meetings_world, world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("minutes", "within"), [(119, False), (120, True), (180, True), (181, False)])
def test_the_sum_is_held_against_two_to_three_hours(minutes, within):
    meeting = meetings_world.meeting()
    last = meeting.programme.last()

    services.edit_item(last, {"minutes": minutes - 145}, revision=1, by=_coordinator(meeting)) if minutes > 145 else (
        _only(meeting, minutes)
    )

    total = timing.total(meeting, meeting.programme.all())
    assert (total.minutes, total.is_within_norm) == (minutes, within)


def test_start_times_follow_from_the_minutes():
    meeting = meetings_world.meeting()
    first = meeting.programme.first()

    services.edit_item(first, {"minutes": 20}, revision=1, by=_coordinator(meeting))

    starts = [clock_time(row.starts_at) for row in timing.timed(meeting, meeting.programme.all())]
    assert starts[:4] == ["18.00", "18.20", "18.35", "19.00"]


def test_an_item_is_added_at_the_end():
    meeting = meetings_world.meeting()

    services.add_item(meeting, title="Mingling", minutes=20, by=_coordinator(meeting))

    assert meeting.programme.last().title == "Mingling"


def test_an_item_moves_one_place_and_stays_at_the_ends():
    meeting = meetings_world.meeting()
    first, second = meeting.programme.all()[:2]

    services.move_item(first, "down", by=_coordinator(meeting))
    services.move_item(second, "up", by=_coordinator(meeting))

    assert list(meeting.programme.values_list("pk", flat=True))[:2] == [second.pk, first.pk]


@pytest.mark.parametrize("reason", ["", "Ikke tid.", " " * 30])
def test_the_introduction_is_not_removed_without_a_reason(reason):
    meeting = meetings_world.meeting()
    introduction = meeting.programme.get(kind="introduction")

    with pytest.raises(ValidationError) as refused:
        services.remove_item(introduction, reason=reason, by=_coordinator(meeting))

    assert "reason" in refused.value.message_dict
    assert meeting.programme.count() == 10


def test_the_reason_for_removing_the_introduction_is_kept():
    meeting = meetings_world.meeting()
    reason = "Alle som kommer, har deltatt på Foreningens kurs."

    services.remove_item(meeting.programme.get(kind="introduction"), reason=reason, by=_coordinator(meeting))

    meeting.refresh_from_db()
    assert meeting.introduction_removed_because == reason
    assert not meeting.programme.filter(kind="introduction").exists()


def test_the_introduction_can_be_put_back():
    meeting = meetings_world.meeting()
    reason = "Alle som kommer, har deltatt på Foreningens kurs."
    services.remove_item(meeting.programme.get(kind="introduction"), reason=reason, by=_coordinator(meeting))

    services.put_introduction_back(meeting, by=_coordinator(meeting))
    services.put_introduction_back(meeting, by=_coordinator(meeting))

    meeting.refresh_from_db()
    assert meeting.introduction_removed_because == ""
    assert meeting.programme.filter(kind="introduction").count() == 1


def test_a_stale_edit_of_an_item_is_told_with_both_texts():
    meeting = meetings_world.meeting()
    item = meeting.programme.first()
    services.edit_item(item, {"title": "Velkommen inn"}, revision=1, by=_coordinator(meeting))

    with pytest.raises(Stale):
        services.edit_item(item, {"title": "God kveld"}, revision=1, by=_coordinator(meeting))


def test_the_programme_of_a_meeting_called_off_is_not_changed():
    meeting = meetings_world.meeting()
    services.call_off(meeting, reason="for få påmeldte", by=_coordinator(meeting))

    with pytest.raises(NotReady, match="avlyst"):
        services.add_item(meeting, title="Mingling", minutes=20, by=_coordinator(meeting))


def _coordinator(meeting):
    return world.coordinator_of(meeting.initiative)


def _only(meeting, minutes):
    """A programme of one item."""
    by = _coordinator(meeting)
    for item in list(meeting.programme.all())[1:]:
        services.remove_item(item, reason="Vi prøver et kortere program denne gangen.", by=by)
    services.edit_item(meeting.programme.get(), {"minutes": minutes}, revision=1, by=by)

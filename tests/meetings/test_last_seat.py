"""Two guests take the last seat at the same moment: one gets it, one waits. Twenty rounds on PostgreSQL."""

import threading
from functools import partial
from unittest.mock import patch

import pytest

from meetings import services
from meetings.models import Choice, Invitation, Meeting
from meetings.services import answering
from tests import day_world, meetings_world
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def answer_at_once(guests: list[Invitation]) -> None:
    """Every guest says «kommer»."""
    rows = [Invitation.objects.select_related("meeting__initiative").get(pk=guest.pk) for guest in guests]
    results = at_once(*[partial(services.answer, row, choice=Choice.COMING) for row in rows])
    assert all(isinstance(result, Invitation) for result in results), results


def seated(meeting: Meeting) -> int:
    return meeting.invitations.filter(current=Choice.COMING, waiting_since=None).count()


def test_the_last_seat_goes_to_one_and_the_other_waits():
    meeting = meetings_world.meeting(capacity=1)
    for _round in range(20):
        pair = day_world.guests(meeting, 2)

        answer_at_once(pair)

        assert seated(meeting) == 1
        assert meeting.invitations.filter(waiting_since__isnull=False).count() == 1
        for guest in pair:
            services.answer(Invitation.objects.get(pk=guest.pk), choice=Choice.NOT_COMING)


def test_without_the_lock_both_get_the_last_seat():
    """The negative control: the race is real, and the lock is what decides it."""
    meeting = meetings_world.meeting(capacity=1)

    def unlocked(row: Meeting) -> Meeting:
        return Meeting.objects.select_related("initiative").get(pk=row.pk)

    both_have_looked = threading.Barrier(2)

    is_full = answering.is_full

    def looked(row: Meeting) -> bool:
        full = is_full(row)
        both_have_looked.wait(timeout=10)
        return full

    with patch.object(answering, "working_meeting", unlocked), patch.object(answering, "is_full", looked):
        answer_at_once(day_world.guests(meeting, 2))

    assert seated(meeting) == 2

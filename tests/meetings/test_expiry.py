"""Links have an end: the page behind an expired one is the page of a link that never was."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse

from mail.links import token_for
from mail.models import Message
from meetings import services
from meetings.kinds.day_mails import build_minutes
from paadriv import clock
from paadriv.text import day, local
from tests import day_world, meetings_world, world

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def address(name, purpose, row):
    return reverse(f"meetings:{name}", args=[token_for(purpose, row)])


def published(meeting, *, at):
    by = world.coordinator_of(meeting.initiative)
    with clock.set_to(at):
        minutes = services.edit_minutes(meeting, body="Vi møttes.", interest_until=None, revision=0, by=by)
        return services.publish_minutes(meeting, revision=minutes.revision, by=by)


@pytest.mark.parametrize("name", ["interest", "meeting_interest"])
def test_an_interest_link_dies_ninety_days_after_the_meeting(client, name):
    meeting = meetings_world.meeting()
    guest = meetings_world.invited(meeting)
    link = address(name, name, guest.pk if name == "interest" else meeting.pk)
    end = meeting.ends_at + timedelta(days=90)

    with clock.set_to(end):
        assert client.get(link).status_code == 200
    with clock.set_to(end + SECOND):
        assert [client.get(link).status_code, client.post(link, {}).status_code] == [404, 404]


def test_an_interest_link_outlives_a_last_day_that_is_later_still(client):
    meeting = day_world.held(attended=1)
    by = world.coordinator_of(meeting.initiative)
    late = local(meeting.ends_at + timedelta(days=120)).date()
    services.edit_minutes(meeting, body="Vi møttes.", interest_until=late, revision=0, by=by)
    link = address("meeting_interest", "meeting_interest", meeting.pk)
    midnight = datetime.combine(late + timedelta(days=1), time(), local(meeting.ends_at).tzinfo)

    with clock.set_to(midnight - SECOND):
        assert client.get(link).status_code == 200
    with clock.set_to(midnight):
        assert client.get(link).status_code == 404


def test_a_link_to_the_minutes_dies_ninety_days_after_they_were_published_or_corrected(client):
    meeting = day_world.held(attended=1)
    link = address("read_minutes", "minutes", meeting.attendance.get().pk)
    first = published(meeting, at=day_world.after(meeting)).published_at
    end = first + timedelta(days=90)

    with clock.set_to(end):
        assert client.get(link).status_code == 200
    with clock.set_to(end + SECOND):
        assert client.get(link).status_code == 404
        by = world.coordinator_of(meeting.initiative)
        services.edit_minutes(meeting, body="Rettet.", interest_until=None, revision=1, by=by)
        services.publish_minutes(meeting, revision=2, by=by)
        assert client.get(link).status_code == 200


def test_the_mail_with_the_minutes_says_until_when_its_link_opens():
    meeting = day_world.held(attended=1)
    minutes = published(meeting, at=day_world.after(meeting))

    mail = build_minutes(Message.objects.get(sending__kind="meeting_minutes"))

    assert f"Lenken virker til og med {day(minutes.published_at + timedelta(days=90))}." in mail.text


@pytest.mark.parametrize("name", ["interest", "meeting_interest", "read_minutes"])
def test_an_expired_link_shows_what_an_unknown_one_shows(client, name):
    meeting = day_world.held(attended=1)
    published(meeting, at=day_world.after(meeting))
    rows = {
        "interest": meeting.invitations.get(),
        "meeting_interest": meeting,
        "read_minutes": meeting.attendance.get(),
    }
    link = address(name, name.replace("read_", ""), rows[name].pk)

    with clock.set_to(meeting.ends_at + timedelta(days=400)):
        expired, unknown = client.get(link), client.get(reverse(f"meetings:{name}", args=["forhandsvisning"]))

    assert (expired.status_code, expired.content) == (404, unknown.content)


def test_one_can_opt_out_years_later(client):
    guest = meetings_world.invited(meetings_world.meeting())

    with clock.set_to(clock.now() + timedelta(days=2000)):
        assert client.get(address("opt_out", "opt_out", guest.person_id)).status_code == 200

"""What a coordinator sees when the worker cannot do its work: the reason, and what to do about it."""

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.db.models.functions import Now

from mail.models import Message
from mail.sending import send_waiting
from meetings import services
from meetings.models import Meeting
from paadriv import clock
from tests import meetings_world, world

pytestmark = pytest.mark.django_db
TOO_LONG = "Vi vil gjerne si dette flere ganger. " * 80


@pytest.fixture(autouse=True)
def _in_memory(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def meeting():
    return meetings_world.meeting()


def panel(client, meeting):
    """The progress panel, as htmx fetches it for the coordinator."""
    client.force_login(world.coordinator_of(meeting.initiative))
    url = f"/initiativ/{meeting.initiative_id}/moter/{meeting.pk}/send/framdrift/"
    return client.get(url, HTTP_HX_REQUEST="true").content.decode()


def test_a_letter_that_cannot_be_printed_fails_once_and_says_what_to_do(client, meeting):
    invitation = meetings_world.invited(meeting)
    Meeting.objects.filter(pk=meeting.pk).update(letter=TOO_LONG)  # as no form of ours lets it through

    send_waiting()

    row = Message.objects.get(sending__kind="meeting_invitation", subject_id=invitation.pk)
    assert (row.state, row.attempts) == ("failed", 1)
    assert "Brevet får ikke plass på én side. Kort ned brevteksten" in panel(client, meeting)
    assert "feil hos oss" not in row.reason


def test_after_the_letter_is_shortened_the_failed_mail_goes_out(meeting):
    meetings_world.invited(meeting, email="ingrid@eksempel.no")
    Meeting.objects.filter(pk=meeting.pk).update(letter=TOO_LONG)
    send_waiting()

    Meeting.objects.filter(pk=meeting.pk).update(letter="Kom på møtet.")
    services.retry_failed(meeting, by=world.coordinator_of(meeting.initiative))
    send_waiting()

    [sent] = [mail for mail in outbox.outbox if mail.to == ["Ingrid Nordli <ingrid@eksempel.no>"]]
    assert [part for part in sent.message().walk() if part.get_content_type() == "application/pdf"]


def test_the_panel_says_that_mail_stands_still_while_the_worker_is_away(client, meeting):
    meetings_world.invited(meeting)
    assert "E-posten står i kø lenger enn vanlig" not in panel(client, meeting)

    with clock.set_to(clock.now() + timedelta(minutes=3)):
        stands_still = panel(client, meeting)
        Message.objects.filter(sending__kind="meeting_invitation").update(
            state="sending", claimed_until=Now() + timedelta(seconds=60)
        )
        moves_again = panel(client, meeting)

    assert "E-posten står i kø lenger enn vanlig" in stands_still
    assert "du trenger ikke sende på nytt" in stands_still
    assert "E-posten står i kø lenger enn vanlig" not in moves_again

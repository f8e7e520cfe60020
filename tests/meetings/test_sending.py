"""Sending invitations and reminders, correcting an address, calling off: rows of mail, once each."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.access import NotReady
from accounts.models import JournalEntry
from initiatives import services as initiatives
from mail.models import Message
from meetings import services
from meetings.services.letter import edit_letter
from paadriv import clock
from partners import services as partners
from tests import meetings_world, world

pytestmark = pytest.mark.django_db


def test_everyone_on_the_list_gets_one_invitation():
    meeting = meetings_world.meeting()
    for name in ("Ingrid Nordli", "Per Vik", "Ola Berg"):
        meetings_world.invitation(meeting, name)

    sending = services.send_invitations(meeting, by=_coordinator(meeting))

    assert sending.messages.count() == 3
    assert not meeting.invitations.filter(sent_at=None).exists()


def test_pressing_send_twice_sends_once():
    meeting = meetings_world.meeting()
    meetings_world.invited(meeting)

    with pytest.raises(NotReady, match="Ingen på listen venter"):
        services.send_invitations(meeting, by=_coordinator(meeting))

    assert meetings_world.mails().count() == 1


def test_late_additions_get_a_sending_of_their_own():
    meeting = meetings_world.meeting()
    meetings_world.invited(meeting, "Ingrid Nordli")
    late = meetings_world.invitation(meeting, "Per Vik")

    sending = services.send_invitations(meeting, by=_coordinator(meeting))

    assert list(sending.messages.values_list("subject_id", flat=True)) == [late.pk]


def test_those_who_opted_out_were_withdrawn_or_have_no_address_are_left_out():
    meeting = meetings_world.meeting()
    meetings_world.invitation(meeting, "Ingrid Nordli")
    partners.opt_out(meetings_world.invitation(meeting, "Per Vik").person, by=None)
    services.withdraw(meetings_world.invitation(meeting, "Ola Berg"), by=_coordinator(meeting))
    meetings_world.invitation(meeting, "Kari Uten", email="")

    sending = services.send_invitations(meeting, by=_coordinator(meeting))

    assert list(sending.messages.values_list("name", flat=True)) == ["Ingrid Nordli"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"contact_name": ""}, "kontaktpersonen"),
        ({"contact_email": ""}, "kontaktpersonen"),
        ({"data_controller": ""}, "behandlingsansvarlig"),
    ],
)
def test_nothing_is_sent_while_the_letter_lacks_something(changes, says):
    meeting = meetings_world.meeting()
    meetings_world.invitation(meeting)
    initiative = meeting.initiative
    initiatives.edit_initiative(initiative, changes, revision=initiative.revision, by=_coordinator(meeting))

    with pytest.raises(NotReady, match=says):
        services.send_invitations(meeting, by=_coordinator(meeting))

    assert not meetings_world.mails().exists()
    assert meeting.invitations.get().sent_at is None


def test_all_that_is_missing_is_said_at_once():
    meeting = meetings_world.meeting(initiator_address="")

    with pytest.raises(NotReady) as refused:
        services.send_invitations(meeting, by=_coordinator(meeting))

    assert len(refused.value.verdict.reasons) == 2


@pytest.mark.parametrize(("days", "says"), [(15, "Svarfristen"), (22, "startet")])
def test_nothing_is_sent_too_late(days, says):
    meeting = meetings_world.meeting()
    meetings_world.invitation(meeting)

    with clock.set_to(clock.now() + timedelta(days=days)), pytest.raises(NotReady, match=says):
        services.send_invitations(meeting, by=_coordinator(meeting))


def test_only_those_who_have_not_answered_are_reminded():
    meeting = meetings_world.meeting()
    silent = meetings_world.invitation(meeting, "Ingrid Nordli")
    answered = meetings_world.invitation(meeting, "Per Vik")
    meetings_world.sent(meeting)
    _answer(answered, "coming")

    sending = services.remind(meeting, by=_coordinator(meeting))

    assert list(sending.messages.values_list("subject_id", flat=True)) == [silent.pk]


def test_one_reminder_a_day():
    meeting = meetings_world.meeting()
    meetings_world.invited(meeting)
    services.remind(meeting, by=_coordinator(meeting))

    with pytest.raises(NotReady, match="i dag"):
        services.remind(meeting, by=_coordinator(meeting))
    with clock.set_to(clock.now() + timedelta(days=1)):
        services.remind(meeting, by=_coordinator(meeting))

    assert meetings_world.mails().filter(sending__kind="meeting_reminder").count() == 2


def test_an_answer_to_the_old_time_is_stale_and_is_reminded_of():
    meeting = meetings_world.meeting()
    invitation = meetings_world.invited(meeting)
    _answer(invitation, "coming")
    meeting.refresh_from_db()
    services.edit_meeting(meeting, {"venue": "Rådhuset"}, revision=meeting.revision, by=_coordinator(meeting))
    meeting.refresh_from_db()

    sending = services.remind(meeting, by=_coordinator(meeting))

    assert sending.messages.count() == 1


def test_nobody_is_reminded_when_all_have_answered():
    meeting = meetings_world.meeting()
    _answer(meetings_world.invited(meeting), "not_coming")

    with pytest.raises(NotReady, match="Ingen mangler å svare"):
        services.remind(meeting, by=_coordinator(meeting))


def test_a_corrected_address_gets_the_invitation_that_was_sent_already():
    meeting = meetings_world.meeting()
    invitation = meetings_world.invited(meeting)

    services.correct_guest(invitation, address="Rett@Eksempel.no", by=_coordinator(meeting))

    assert meetings_world.mails().order_by("-pk").first().address == "rett@eksempel.no"


def test_an_address_corrected_before_sending_sends_nothing():
    meeting = meetings_world.meeting()
    invitation = meetings_world.invitation(meeting)

    services.correct_guest(invitation, address="rett@eksempel.no", by=_coordinator(meeting))

    assert not meetings_world.mails().exists()


def test_the_reason_for_asking_is_put_right_without_a_new_invitation(client):
    meeting = meetings_world.meeting()
    invitation = meetings_world.invited(meeting)
    client.force_login(_coordinator(meeting))
    at = reverse("meetings:correct_guest", args=[meeting.initiative_id, meeting.pk, invitation.pk])
    form = {"email": invitation.person.email, "why_asked": "du leder velforeningen"}

    assert client.post(at, form).status_code == 302

    invitation.refresh_from_db()
    assert invitation.why_asked == "du leder velforeningen"
    assert 'value="du leder velforeningen"' in client.get(at).content.decode()
    assert meetings_world.mails().count() == 1
    assert JournalEntry.objects.filter(verb="reason_corrected").count() == 1
    assert client.post(at, form).status_code == 302
    assert JournalEntry.objects.filter(verb="reason_corrected").count() == 1
    assert client.post(at, {**form, "why_asked": "x" * 201}).status_code == 422


def test_one_who_has_answered_is_not_taken_off_the_list():
    meeting = meetings_world.meeting()
    invitation = meetings_world.invited(meeting)
    _answer(invitation, "coming")

    with pytest.raises(NotReady, match="har svart"):
        services.withdraw(invitation, by=_coordinator(meeting))


def test_calling_off_tells_everyone_who_was_asked():
    meeting = meetings_world.meeting()
    asked = meetings_world.invited(meeting, "Ingrid Nordli")
    meetings_world.invitation(meeting, "Ikke Spurt")

    services.call_off(meeting, reason="for få påmeldte", by=_coordinator(meeting))

    meeting.refresh_from_db()
    assert (meeting.state, meeting.sequence) == ("called_off", 1)
    assert list(
        meetings_world.mails().filter(sending__kind="meeting_called_off").values_list("subject_id", flat=True)
    ) == [asked.pk]


def test_a_meeting_that_has_started_is_not_called_off():
    meeting = meetings_world.meeting()

    with clock.set_to(meeting.starts_at), pytest.raises(NotReady, match="startet"):
        services.call_off(meeting, reason="for få påmeldte", by=_coordinator(meeting))


def _coordinator(meeting):
    return world.coordinator_of(meeting.initiative)


def _answer(invitation, choice):
    type(invitation).objects.filter(pk=invitation.pk).update(current=choice, current_at=clock.now(), current_sequence=0)


def test_one_who_was_mailed_taken_off_and_put_back_is_invited_again():
    meeting = meetings_world.meeting()
    invitation = meetings_world.invited(meeting)
    services.withdraw(invitation, by=_coordinator(meeting))
    services.invite(meeting, invitation.person, by=_coordinator(meeting))

    sending = services.send_invitations(meeting, by=_coordinator(meeting))

    assert list(sending.messages.values_list("subject_id", flat=True)) == [invitation.pk]


def test_an_address_that_is_corrected_back_and_forth_gets_the_invitation_each_time():
    meeting = meetings_world.meeting()
    invitation = meetings_world.invited(meeting, email="en@eksempel.no")

    for address in ("to@eksempel.no", "en@eksempel.no", "to@eksempel.no"):
        services.correct_guest(invitation, address=address, by=_coordinator(meeting))

    addresses = meetings_world.mails().values_list("address", flat=True)
    assert list(addresses) == ["en@eksempel.no", "to@eksempel.no", "en@eksempel.no", "to@eksempel.no"]


def test_a_failed_mail_of_any_kind_about_the_meeting_is_tried_again_and_in_the_journal():
    meeting = meetings_world.meeting()
    invitation = meetings_world.invited(meeting)
    services.answer(invitation, choice="coming")
    services.send_test(meeting, by=_coordinator(meeting))
    services.edit_meeting(meeting, {"venue": "Biblioteket"}, revision=meeting.revision, by=_coordinator(meeting))
    services.remind(meeting, by=_coordinator(meeting))
    about = Message.objects.for_scope(meeting.initiative.chain).filter(sending__content__meeting=meeting.pk)
    kinds = set(about.values_list("sending__kind", flat=True))
    about.update(state="failed", reason="Noe gikk galt.")

    tried = services.retry_failed(meeting, by=_coordinator(meeting))

    assert kinds == {"meeting_invitation", "answer_receipt", "meeting_test", "meeting_reminder"}
    assert tried == 5
    assert not about.exclude(state="queued").exists()
    assert JournalEntry.objects.filter(verb="mail_tried_again").count() == 1


def test_a_reason_too_long_for_the_letter_is_refused_before_sending_with_what_to_do():
    meeting = meetings_world.meeting(world.initiative(reason="Sentrum har stått stille. " * 38))
    meetings_world.invitation(meeting)

    with pytest.raises(NotReady, match="Skriv en kort begrunnelse på høyst 400 tegn"):
        services.send_invitations(meeting, by=_coordinator(meeting))

    services.edit_meeting(meeting, {"short_reason": "x" * 400}, revision=meeting.revision, by=_coordinator(meeting))
    assert services.send_invitations(meeting, by=_coordinator(meeting)).messages.count() == 1


def test_a_letter_too_long_for_its_page_is_refused_at_the_field():
    meeting = meetings_world.meeting()

    with pytest.raises(ValidationError, match="Kort ned brevteksten med omtrent"):
        edit_letter(meeting, "Vi vil si dette. " * 150, revision=meeting.revision, by=_coordinator(meeting))

    meeting.refresh_from_db()
    assert meeting.letter == ""

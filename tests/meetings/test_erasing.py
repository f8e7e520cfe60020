"""A person is erased: no byte of who it was is left in the database, the links are dead, the counts stay."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.urls import reverse

from accounts.access import NotReady
from accounts.models import JournalEntry
from documents import services as documents
from documents.models import Rendering
from initiatives import services as initiatives
from mail import claims
from mail.links import row_of, token_for
from mail.models import Message
from mail.sending import send_waiting
from meetings import services
from meetings.counting import meeting_counts
from meetings.models import Answer, Choice, Interest, InterestText, Invitation
from meetings.services.answering import Substitute
from paadriv.clock import now
from partners import services as partners
from partners.models import Person
from tests import day_world, meetings_world, partners_world, world
from tests.access.canary import rows_with

pytestmark = pytest.mark.django_db
#: In every text about the person.
MARK = "Qwzkxy"


def by(row):
    return world.coordinator_of(row.initiative)


def known_everywhere(meeting):
    """A guest with a need, an interest, a letter printed, mails of every kind and a place at the door."""
    group = world.partner(meeting.initiative, "Velforeningen", group="residents")
    guest = meetings_world.invited(
        meeting,
        f"Ingrid {MARK}",
        email=f"ingrid.{MARK}@eksempel.no".lower(),
        phone="912 34 567",
        partner=group,
        why_asked=f"du er {MARK}",
    )
    services.correct_guest(guest, address=f"ny.{MARK}@eksempel.no".lower(), by=by(meeting))
    services.answer(guest, choice=Choice.COMING, need=f"Teleslynge {MARK}")
    rendering = documents.request_rendering(meeting.initiative, "invitasjon", guest.pk, by=by(meeting))
    documents.render(rendering.pk)
    day_world.met(meeting, guest.person)
    day_world.interest(meeting, person=guest.person, organisation=MARK, what_it_takes=MARK, who_is_missing=MARK)
    guest.refresh_from_db()
    return guest


def test_no_byte_of_the_person_is_left(settings, tmp_path):
    meeting = meetings_world.meeting()
    guest = known_everywhere(meeting)
    file = Rendering.objects.get(kind="invitasjon").file
    assert rows_with(MARK)
    assert default_storage.exists(file)

    services.erase(guest.person, by=by(meeting))

    assert rows_with(MARK) == []
    assert rows_with("912 34 567") == [f"initiatives.Initiative {meeting.initiative_id}"]
    assert not Rendering.objects.filter(kind="invitasjon").exists()


def test_no_byte_of_the_person_is_left_in_the_mails_kept_on_disk(
    settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "mail.backends.KeptOnDisk", str(tmp_path / "mail")
    meeting = meetings_world.meeting()
    guest = known_everywhere(meeting)
    meetings_world.invited(meeting, "Bjarne Østby", email="bjarne@eksempel.no")
    send_waiting()
    of_the_guest = [
        path for path in (tmp_path / "mail").iterdir() if MARK.lower().encode() in path.read_bytes().lower()
    ]

    with django_capture_on_commit_callbacks(execute=True):
        services.erase(guest.person, by=by(meeting))

    left = [path.read_bytes().lower() for path in (tmp_path / "mail").iterdir()]
    assert len(of_the_guest) >= 2
    assert not any(MARK.lower().encode() in content for content in left)
    assert sum(b"bjarne@eksempel.no" in content for content in left) == 1


def test_an_erasing_that_fails_keeps_the_mails(settings, tmp_path, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "mail.backends.KeptOnDisk", str(tmp_path / "mail")
    partner = partners_world.startup_partner(world.initiative(), "Havnebanken")
    contact = partners.invite_contact(partner.contacts.get(), by=by(partner))
    send_waiting()
    before = sorted((tmp_path / "mail").iterdir())

    with pytest.raises(NotReady), django_capture_on_commit_callbacks(execute=True):
        services.erase(contact.person, by=by(partner))

    assert before
    assert sorted((tmp_path / "mail").iterdir()) == before


def test_what_was_answered_and_what_it_adds_up_to_stays():
    meeting = meetings_world.meeting()
    guest = known_everywhere(meeting)
    day_world.closed(meeting)
    before = meeting_counts(meeting.initiative)

    services.erase(guest.person, by=by(meeting))

    assert meeting_counts(meeting.initiative) == before
    assert before.groups_attended == {"residents"}
    assert Answer.objects.get().choice == Choice.COMING
    assert Interest.objects.get().person == guest.person
    assert str(Person.objects.get()) == "Slettet person"


def test_the_journal_names_nobody_and_still_holds():
    meeting = meetings_world.meeting()
    guest = known_everywhere(meeting)

    for _time in range(2):
        services.erase(guest.person, by=by(meeting))

    entry = JournalEntry.objects.get(verb="person_erased")
    assert entry.detail == {"person": guest.person_id}
    assert MARK not in str(list(JournalEntry.objects.values()))


@pytest.mark.parametrize("purpose", ["answer", "interest", "opt_out", "minutes"])
def test_the_persons_links_open_nothing_any_more(purpose):
    meeting = meetings_world.meeting()
    guest = known_everywhere(meeting)
    rows = {"opt_out": guest.person_id, "minutes": meeting.attendance.get().pk}
    token = token_for(purpose, rows.get(purpose, guest.pk))

    services.erase(guest.person, by=by(meeting))

    assert row_of(purpose, token) is None


def test_mail_that_waits_or_failed_is_stopped_and_what_a_worker_holds_goes_nowhere(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    meeting = meetings_world.meeting()
    guest = meetings_world.invited(meeting)
    services.answer(guest, choice=Choice.COMING)
    Message.objects.filter(sending__kind="answer_receipt").update(state="failed", reason="Adressen finnes ikke.")
    invitation = Message.objects.get(sending__kind="meeting_invitation")
    other = meetings_world.invited(meeting, "Per Holm")
    claims.claim(invitation.sending_id)

    services.erase(guest.person, by=by(meeting))

    Message.objects.filter(pk=invitation.pk).update(claimed_until=now() - timedelta(days=1))
    send_waiting()
    states = dict(Message.objects.filter(address="").values_list("sending__kind", "state"))
    assert states == {"meeting_invitation": "stopped", "answer_receipt": "stopped"}
    assert Message.objects.get(subject_id=other.pk, sending__kind="meeting_invitation").state == "sent"
    assert services.retry_failed(meeting, by=by(meeting)) == 0


def test_a_seat_at_a_coming_meeting_goes_to_the_next():
    meeting = meetings_world.meeting(capacity=1)
    seated, waiting = day_world.coming(meeting, "Har Plass"), day_world.coming(meeting, "Venter")
    assert waiting.waiting_since is not None

    services.erase(seated.person, by=by(meeting))

    waiting.refresh_from_db()
    assert waiting.has_seat
    assert list(meeting.invitations.filter(withdrawn_at=None)) == [waiting]


def test_the_name_goes_from_the_letter_to_the_one_who_came_instead():
    meeting = meetings_world.meeting()
    guest = meetings_world.invited(meeting, f"Ingrid {MARK}")
    services.answer(guest, choice=Choice.SENDS_ANOTHER, substitute=Substitute("Per Holm", "per@eksempel.no"))
    assert MARK in Invitation.objects.get(replaces=guest).why_asked

    services.erase(guest.person, by=by(meeting))

    assert Invitation.objects.get(replaces=guest).why_asked == ""


def test_one_whom_nothing_points_to_is_gone():
    initiative = world.initiative()

    services.erase(world.person(initiative), by=world.coordinator_of(initiative))

    assert not Person.objects.exists()


def test_one_who_is_erased_is_neither_changed_invited_nor_recognised_again():
    meeting = meetings_world.meeting()
    guest = meetings_world.invited(meeting, "Ingrid Nordli")
    services.erase(guest.person, by=by(meeting))
    gone = Person.objects.get()

    with pytest.raises(NotReady, match="slettet"):
        partners.edit_person(gone, {"name": "Ingrid"}, revision=gone.revision, by=by(meeting))
    with pytest.raises(NotReady, match="slettet"):
        services.correct_guest(guest, address="ny@eksempel.no", by=by(meeting))
    with pytest.raises(NotReady, match="meldt seg av"):
        services.invite(meeting, gone, by=by(meeting))
    gone.email = "ingrid@eksempel.no"
    with pytest.raises(ValidationError, match="erased_person_is_not_told_apart"):
        gone.full_clean()


def test_one_who_speaks_or_signs_for_a_partner_is_not_erased_while_it_needs_them(client):
    initiative = world.initiative()
    partner = world.partner(initiative, "Havnebanken")
    speaks = partners_world.invited(partner, f"Liv {MARK}", email=f"liv.{MARK}@eksempel.no".lower())
    signs = partners_world.signatory(partner, f"Bård {MARK}")
    client.force_login(world.coordinator_of(initiative))

    for person in (speaks.person, signs.person):
        page = reverse("erase_person", args=[initiative.pk, person.pk])
        assert "Ta bort det først" in client.get(page).content.decode()
        assert client.post(page).status_code == 409
        assert MARK in Person.objects.get(pk=person.pk).name

    initiatives.stop(initiative, reason="Ingen penger.", by=world.coordinator_of(initiative))
    for person in (speaks.person, signs.person):
        services.erase(person, by=world.coordinator_of(initiative))
    assert rows_with(MARK) == []
    speaks.refresh_from_db()
    assert speaks.ended_at is not None
    assert row_of("contact", token_for("contact", speaks.pk)) is None


def test_in_a_stopped_initiative_a_coordinator_still_erases(client):
    meeting = meetings_world.meeting()
    guest = meetings_world.invited(meeting)
    initiatives.stop(meeting.initiative, reason="For liten interesse.", by=by(meeting))
    client.force_login(by(meeting))
    page = reverse("erase_person", args=[meeting.initiative_id, guest.person_id])

    assert client.get(page).status_code == 200
    assert page in client.get(reverse("partners:persons", args=[meeting.initiative_id])).content.decode()
    assert client.post(page).headers["Location"].endswith("/personer/")
    assert Person.objects.get().erased_at is not None


def test_the_page_says_what_goes_and_where_a_coordinator_must_look(client):
    meeting = meetings_world.meeting()
    guest = known_everywhere(meeting)
    day_world.closed(meeting)
    services.edit_minutes(meeting, body=f"Ingrid {MARK} åpnet møtet.", interest_until=None, revision=0, by=by(meeting))
    client.force_login(by(meeting))

    words = client.get(reverse("erase_person", args=[meeting.initiative_id, guest.person_id])).content.decode()

    assert "Dette slettes" in words
    assert "det personen har skrevet om tilrettelegging" in words
    assert "svar, oppmøte og valg" in words
    assert "Navnet står i et referat" in words
    assert Person.objects.get().erased_at is None


def test_forms_under_the_same_name_go_along_only_when_ticked(client):
    meeting = meetings_world.meeting()
    guest = meetings_world.invited(meeting, "Ingrid Nordli")
    rows = [day_world.interest(meeting, organisation=f"Firma {number}") for number in range(2)]
    other = day_world.interest(meeting)
    for row in rows:
        InterestText.objects.filter(interest=row).update(name="ingrid  NORDLI")
    client.force_login(by(meeting))
    page = reverse("erase_person", args=[meeting.initiative_id, guest.person_id])
    offered = [key for key, _label in client.get(page).context["form"].fields["texts"].choices]

    client.post(page, {"texts": [rows[0].text.pk]})

    assert offered == [row.text.pk for row in rows]
    assert set(InterestText.objects.values_list("interest", flat=True)) == {rows[1].pk, other.pk}


def test_another_forms_text_cannot_be_ticked(client):
    meeting = meetings_world.meeting()
    guest = meetings_world.invited(meeting, "Ingrid Nordli")
    other = day_world.interest(meeting)
    client.force_login(by(meeting))
    page = reverse("erase_person", args=[meeting.initiative_id, guest.person_id])

    client.post(page, {"texts": [other.text.pk]})

    assert InterestText.objects.filter(interest=other).exists()

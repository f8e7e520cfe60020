"""The letter and the mails about a sonderingsmøte are the association's: what is published is what is sent."""

from __future__ import annotations

import pytest
from django.core import mail

from accounts.access import NotReady
from documents.models import TemplateVersion
from documents.services import templates
from documents.starting import MEETING_TEXTS
from mail.sending import send_waiting
from meetings import services
from meetings.kinds import invitasjon
from meetings.kinds.mails import KINDS, _mail
from meetings.links import dead_links
from meetings.services.letter import edit_letter, letter_of
from tests import meetings_world, world
from tests.documents_world import pdf, words

pytestmark = pytest.mark.django_db
MAILS = [text for text in MEETING_TEXTS if text.is_mail]


def reworded(key: str, title: str = "Nytt emne", **parts: str) -> TemplateVersion:
    """A new version of one text with these words in the parts that are named, published."""
    by = world.association_admin()
    draft = templates.start_draft(key, by=by)
    templates.edit_template(draft, {"title": title}, revision=draft.revision, by=by)
    for part, body in parts.items():
        section = draft.sections.get(key=part)
        templates.edit_template_section(section, {"body": body}, revision=section.revision, by=by)
    draft.refresh_from_db()
    return templates.publish(draft, seen=templates.digest_of(draft), by=by)


def test_every_mail_about_the_meeting_is_the_associations():
    ours = {"meeting_test"}  # the invitation, sent to oneself

    assert {text.key for text in MAILS} == {kind.key for kind in KINDS} - ours


def test_what_is_published_is_what_is_sent_between_facts_and_button():
    meeting = meetings_world.meeting()
    meetings_world.invitation(meeting, "Ingrid Nordli")
    reworded(
        "meeting_invitation",
        "Bli med {møtedato}:",
        aapning="Kom til {i_sted}.",
        midten="Midt i.",
        avslutning="Til slutt.",
    )

    services.send_invitations(meeting, by=world.coordinator_of(meeting.initiative))
    send_waiting()

    [sent] = mail.outbox
    assert sent.subject.startswith("Bli med ")
    assert sent.subject.endswith(meeting.headline)
    body = str(sent.body)
    order = [
        "Hei, Ingrid",
        "Kom til i Arendal.",
        "Svar innen:",
        "Midt i.",
        "Svar på invitasjonen:",
        "Til slutt.",
        "Spørsmål?",
    ]
    places = [body.index(part) for part in order]
    assert places == sorted(places)
    assert "Du er invitert" not in body


@pytest.mark.parametrize("text", MAILS, ids=lambda text: text.key)
def test_every_placeholder_of_a_mail_has_its_value(text):
    everything = " ".join(f"{{{name}}}" for name in text.placeholders)
    reworded(text.key, everything[:199].rsplit(" ", 1)[0], **{part.key: everything for part in text.sections})
    meeting = meetings_world.meeting(called_off_reason="for få påmeldte")

    made = _mail(text.key, meetings_world.invitation(meeting, "Ingrid Nordli"), dead_links())

    assert "{" not in made.subject + made.text
    assert "Ingrid Nordli" in made.text


def test_a_meeting_without_a_letter_of_its_own_prints_the_published_one():
    meeting = meetings_world.meeting()
    invitation = meetings_world.invitation(meeting, "Ingrid Nordli")
    reworded("invitation_letter", brev="Kjære {mottaker_fornavn}, kom til **{sted_navn}**.\n\n{verdi_for_gruppen}")

    assert letter_of(meeting).startswith("Kjære {mottaker_fornavn}")
    assert "Kjære Ingrid, kom til Arendal" in words(pdf(invitasjon.KIND.key, invitation.pk))


def test_a_letter_of_ones_own_stays_and_the_associations_words_are_stored_as_nothing():
    meeting = meetings_world.meeting()
    by = world.coordinator_of(meeting.initiative)
    edit_letter(meeting, "Vårt eget brev til {sted_navn}.", revision=meeting.revision, by=by)
    reworded("invitation_letter", brev="Foreningens nye brev.")
    meeting.refresh_from_db()
    assert letter_of(meeting) == "Vårt eget brev til {sted_navn}."

    edit_letter(meeting, "Foreningens nye brev.", revision=meeting.revision, by=by)

    meeting.refresh_from_db()
    assert meeting.letter == ""


@pytest.mark.parametrize(
    ("letter", "reason"),
    [
        (" ", "Skriv noe i den første delen."),
        ("Kom! " * 300, "Kort ned teksten med omtrent 400 tegn."),
        ("> " * 300 + "dypt", "for mange nivåer"),
        ("Hei {svarlenke}", "«{svarlenke}» finnes ikke"),
    ],
)
def test_a_letter_that_cannot_be_sent_is_not_published(letter, reason):
    with pytest.raises(NotReady) as refused:
        reworded("invitation_letter", brev=letter)

    assert reason in " ".join(map(str, refused.value.verdict.reasons))


def test_the_letter_is_read_and_edited_with_its_formatting(client):
    client.force_login(world.association_admin())
    draft = templates.start_draft("invitation_letter", by=world.association_admin())
    part = draft.sections.get()

    home = client.get(f"/maler/{draft.pk}/").content.decode()
    page = client.get(f"/maler/{draft.pk}/deler/{part.pk}/").content.decode()
    preview = client.get(f"/maler/{draft.pk}/forhandsvisning/?verdier=verst").content.decode()

    assert "Lagre emnet" not in home
    assert "Legg til en del" not in home
    assert "**To stjerner** gir fet skrift" in page
    assert "<strong>Hvorfor møtes vi?</strong><br>" in preview.replace(" />", ">")
    assert "&lt;b&gt;Vest&lt;/b&gt;" in preview

"""What stands in place of the placeholders."""

import re

import pytest

from documents.mail_texts import published_letter
from documents.starting import MEETING_TEXTS
from meetings import texts, values
from tests import meetings_world, world

pytestmark = pytest.mark.django_db
LINKS = {"svarlenke": "https://padriv.example/svar/x", "avmeldingslenke": "https://padriv.example/avmelding/x"}


def test_a_letter_speaks_of_the_place_the_guest_and_the_group():
    initiative = world.initiative(place_preposition="på")
    meeting = meetings_world.meeting(initiative, serving="kaffe og rundstykker står klart")
    club = world.partner(initiative, "Arendal Næringsforening", group="other_business")
    invitation = meetings_world.invitation(meeting, "Ingrid Nordli", partner=club)

    found = values.of_invitation(invitation, LINKS)

    assert found["i_sted"] == "på Arendal"
    assert found["mottaker_fornavn"] == "Ingrid"
    assert found["grunn_til_henvendelse"] == "du er kontaktperson for Arendal Næringsforening"
    assert found["verdi_for_gruppen"].startswith("I Pådriv kan dere komme tettere")
    assert found["servering_setning"] == "Kaffe og rundstykker står klart."
    assert found["varighet_tekst"].replace("\u00a0", " ") == "2 timer og 30 minutter"


def test_the_value_of_the_group_names_the_kind_of_place():
    meeting = meetings_world.meeting(world.initiative())
    invitation = meetings_world.invitation(meeting, group="civil_society")

    assert values.of_recipient(invitation)["verdi_for_gruppen"].endswith("prosjekter som styrker byen.")


def test_a_reason_written_for_the_guest_comes_first():
    meeting = meetings_world.meeting()
    invitation = meetings_world.invitation(meeting, why_asked="du leder velforeningen.")

    assert values.why_asked(invitation) == "du leder velforeningen"


def test_the_contact_line_leaves_out_a_missing_phone():
    meeting = meetings_world.meeting(world.initiative(contact_phone=""))

    assert values.contact_line(meeting).endswith("@eksempel.no)")


def test_every_placeholder_of_our_texts_has_a_value():
    invitation = meetings_world.invitation(meetings_world.meeting())
    found = values.of_invitation(invitation, LINKS)

    for text in _all_texts():
        assert set(_names(text)) <= set(found), text


def test_the_letters_own_text_uses_only_what_a_person_may_use():
    assert set(_names(published_letter(texts.LETTER))) <= set(values.ALLOWED)


def _names(text):
    return re.findall(r"\{([^{}]+)\}", text)


def _all_texts():
    yield from (str(value) for name, value in vars(texts).items() if name.isupper())
    for text in MEETING_TEXTS:
        yield text.title
        yield from (part.body for part in text.sections)

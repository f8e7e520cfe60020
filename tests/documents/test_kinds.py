"""Every document we print: what it says, how many pages it has, and that it conforms."""

from __future__ import annotations

import io
import re

import pypdf
import pytest

from documents.kinds import all_kinds, kind_of
from documents.pipeline.press import Unprintable
from documents.placeholders import UnknownPlaceholder
from documents.printing import html_of
from gates.models import Outcome
from meetings import room
from meetings.kinds import invitasjon
from meetings.models import Meeting
from partners.groups import GROUPS
from tests import day_world, documents_world, meetings_world, world
from tests.documents_world import content_of, failures, page_count, pdf, raw, words

pytestmark = [pytest.mark.django_db, pytest.mark.faults, pytest.mark.one_database]
PRINTED = ("invitasjon", "referat", "beslutning", "sluttnotat")
#: The longest of everything, with letters from all over Sápmi.
LONGEST = {
    "headline": "Hva kan Porsáŋgu og den lange strandsonen bli hvis vi bygger den sammen i år nå?"[:80],
    "venue": ("Kulturhuset Čoahkkáidoalli, storsalen i andre etasje, Bryggegata 11, " * 3)[:199],
    "accessibility": ("Trinnfri inngang fra Bryggegata, og heis til andre etasje. " * 6)[:299],
    "serving": ("Kaffe, te og rundstykker til alle som kommer. " * 5)[:199],
    "short_reason": ("Sentrum har stått stille i mange år uten at noen grep tak i det. " * 7)[:399],
    "initiator_address": ("Postboks 1234, Sentrum, Rådhusgata 4, 4836 Arendal, " * 4)[:199],
    "case_number": "2026/0123456789-ABC",
}


def subject_of(key: str) -> int:
    if key == "invitasjon":
        return documents_world.invitation().pk
    if key == "referat":
        return documents_world.minutes_of(day_world.held()).pk
    if key == "sluttnotat":
        return documents_world.decision(outcome=Outcome.STOP, stop_reason="funding").pk
    return documents_world.decision().pk


@pytest.mark.parametrize("key", PRINTED)
def test_every_kind_is_archival_accessible_and_norwegian(key: str):
    subject = subject_of(key)

    data = pdf(key, subject)

    assert failures(data) == []
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert reader.trailer["/Root"]["/Lang"] == "nb"
    assert reader.metadata is not None
    assert reader.metadata.title == kind_of(key).title(content_of(key, subject))


def test_the_kinds_tested_are_all_there_are():
    assert {kind.key for kind in all_kinds() if not kind.is_written} == set(PRINTED)


@pytest.mark.parametrize("key", PRINTED)
def test_the_same_content_has_the_same_bytes(key: str):
    content = content_of(key, subject_of(key))
    kind = kind_of(key)

    assert html_of(kind, content) == html_of(kind, content)
    assert documents_world.print_content(kind, content).pdf == documents_world.print_content(kind, content).pdf


def test_the_invitation_has_letter_and_facts_on_one_page_and_the_programme_on_the_next():
    data = pdf("invitasjon", documents_world.invitation().pk)

    first, second = words(data, 1), words(data, 2)
    assert page_count(data) == 2
    for sentence in (
        "Trenger Arendal et Pådriv?",
        "Kjære Ingrid Nordli",
        "Vi inviterer deg til et sonderingsmøte om Pådriv i Arendal.",
        "Sentrum har stått stille i tretti år, og mange har hver sine planer.",
        "Møtet forplikter deg ikke til noe.",
        "I Pådriv kan dere komme tettere på stedsutviklingen og møte andre som vil utvikle grønne og bærekraftige "
        "løsninger.",
        "Vi serverer kaffe og rundstykker.",
        "Svar på invitasjonen",
        "kommunedirektør, Arendal kommune",
        "1 Sonderingsmøte Én dag. Er det nok interesse?",
    ):
        assert sentence in first
    for sentence in (
        "18.00 Velkommen",
        "18.25 Innføring i Pådriv-metoden",
        "20.30 Slutt",
        "Du får dette brevet fordi du er kontaktperson for Arendal Næringsforening.",
        "Opplysninger om tilrettelegging sletter vi senest 14 dager etter møtet.",
    ):
        assert sentence in second


def test_every_fact_and_the_answer_link_stay_on_the_first_page():
    """All that can stand in the facts column at once, with an ordinary letter beside it."""
    invitation = documents_world.invitation()
    Meeting.objects.filter(pk=invitation.meeting_id).update(
        serving="Vi serverer kaffe og rundstykker.",
        accessibility="Møtestedet har trinnfri inngang og teleslynge.",
        case_number="26/01234",
    )
    link = f"https://paadriv.example/svar/{'x' * 43}/"

    data = documents_world.print_content(
        kind_of("invitasjon"), content_of("invitasjon", invitation.pk) | {"answer_url": link}
    ).pdf

    assert page_count(data) == 2
    assert link in words(data, 1).replace(" ", "")
    assert "paadriv.example/svar" not in words(data, 2)


@pytest.mark.parametrize("group", [group.key.value for group in GROUPS])
def test_the_letter_is_short_for_every_group(group: str):
    """At most about 130 words between greeting and signature, headings not counted."""
    initiative = world.initiative()
    meeting = meetings_world.meeting(initiative, short_reason="Sentrum har stått stille i tretti år.")
    invitation = meetings_world.invitation(meeting, group=group)

    letter = str(kind_of("invitasjon").context(content_of("invitasjon", invitation.pk))["letter"])

    text = re.sub(r"<[^>]+>", " ", re.sub(r"<strong>.*?</strong>", "", letter))
    assert len(text.split()) <= 130


def test_a_private_person_without_a_group_gets_no_paragraph_about_it():
    invitation = documents_world.invitation(partner="")

    first = words(pdf("invitasjon", invitation.pk), 1)

    assert "Hva kan Pådriv bety for dere?" not in first
    assert "Vi håper du vil være med" in first


def test_the_longest_of_everything_still_keeps_the_letter_on_one_page():
    invitation = documents_world.invitation(
        "Áile Čoahkkalas-Ŋuorgam Østergård-Sørensen av Guovdageaidnu og Kárášjohka ǩiõll",
        "Guovdageainnu suohkan – Kautokeino kommune, avdeling for samfunnsutvikling, næring og ŧurisme",
        initiative=world.initiative(place_name="Porsáŋgu"),
        **LONGEST,
    )

    data = pdf("invitasjon", invitation.pk)

    assert page_count(data) <= 3
    assert "Vi håper du vil være med og tenke nytt om Porsáŋgu." in words(data, 1)
    assert "kommunedirektør, Arendal kommune" in words(data, 1)
    assert words(data, 2).startswith("Program")
    assert "14 dager etter møtet." in words(data)
    assert failures(data) == []


def test_a_letter_that_cannot_fit_is_refused():
    invitation = documents_world.invitation(letter="Vi vil gjerne si dette flere ganger. " * 80)

    with pytest.raises(Unprintable, match="too long"):
        pdf("invitasjon", invitation.pk)


def test_a_letter_with_an_unknown_placeholder_is_named():
    content = content_of("invitasjon", documents_world.invitation().pk)

    with pytest.raises(UnknownPlaceholder) as unknown:
        kind_of("invitasjon").context(content | {"letter": "Hei {mottakar_navn}"})

    assert "{mottaker_navn}" in unknown.value.reason
    assert invitasjon.letter_refusals("Hei {svarlenke}") != ()
    assert invitasjon.letter_refusals("Hei {mottaker_navn}") == ()


def test_the_answer_link_is_given_when_the_mail_is_built():
    content = content_of("invitasjon", documents_world.invitation().pk)

    data = documents_world.print_content(
        kind_of("invitasjon"), content | {"answer_url": "https://padriv.example/svar/HEMMELIG"}
    ).pdf

    assert b"https://padriv.example/svar/HEMMELIG" in raw(data)
    assert b"/svar/HEMMELIG" not in raw(pdf("invitasjon", documents_world.invitation().pk))


def test_what_people_write_is_text_and_nothing_else(tmp_path):
    secret = tmp_path / "hemmelig.txt"
    secret.write_text("KANARIFUGL-7731")
    hostile = f'<img src="{secret.as_uri()}"><a rel=attachment href="{secret.as_uri()}">{{{{ x }}}}</a> {{svarlenke}}'
    invitation = documents_world.invitation(
        "<b>Ingrid</b> {sted_navn} {% load x %}", hostile[:190], short_reason=hostile, serving=hostile[:190]
    )

    data = pdf("invitasjon", invitation.pk)

    assert b"KANARIFUGL-7731" not in raw(data)
    assert "Kjære <b>Ingrid</b> {sted_navn} {% load x %}" in words(data, 1)
    assert failures(data) == []


def test_the_minutes_count_and_name_organisations_but_no_persons():
    meeting = meetings_world.meeting()
    bank = world.partner(meeting.initiative, "Lille Bank")
    guest = meetings_world.invitation(meeting, "Ingrid Nordli", partner=bank)
    meetings_world.sent(meeting)
    day_world.met(meeting, guest.person)
    for number in range(5):
        day_world.interest(meeting, partner=world.partner(meeting.initiative, f"Virksomhet {number}"))
    documents_world.minutes_of(day_world.closed(meeting))

    text = words(pdf("referat", meeting.pk))

    assert "5 virksomheter vil delta videre. Terskelen som ble satt før møtet, var 8." in text
    assert "Vi snakket om sentrum." in text
    assert "Lille Bank" in text
    assert "Ja, som mulig oppstartspartner 5" in text
    assert "Ingrid" not in text


def test_few_answers_are_not_shown_one_by_one():
    meeting = meetings_world.meeting()
    day_world.interest(meeting)

    text = words(pdf("referat", meeting.pk))

    assert "Det har kommet færre enn fem svar." in text
    assert "Ja, som mulig oppstartspartner" not in text


def test_long_minutes_run_over_pages_and_conform():
    meeting = documents_world.minutes_of(
        day_world.held(), "\n\n".join(f"### Punkt {n}\n\n{'Vi snakket lenge om torget. ' * 8}" for n in range(25))
    )

    data = pdf("referat", meeting.pk)

    assert page_count(data) >= 2
    assert "Punkt 24" in words(data)
    assert failures(data) == []


@pytest.mark.parametrize("outcome", Outcome.values)
def test_a_decision_prints_every_finding_reason_and_waiver(outcome: str):
    decision = documents_world.decision(outcome=outcome)

    data = pdf("beslutning", decision.pk)

    text = words(data)
    for sentence in (
        "Sonderingsmøtet er holdt",
        "6 av 8 virksomheter vil delta.",
        "Fraveket av formannskapet, sak 14/26, 2. mai 2026: To virksomheter venter på styrevedtak.",
        "Begrunnelse: Tre grupper meldte forfall samme dag, men er intervjuet etterpå.",
        "Jon Dahl, kommunedirektør",
        "delegert myndighet, sak 12/26",
        "4. mai 2026",
    ):
        assert sentence in text
    assert decision.snapshot_digest in text.replace(" ", "")
    assert failures(data) == []


@pytest.mark.parametrize("name", ["Ingrid Nordli", "Áile Čoahkkalas-Ŋuorgam Østergård-Sørensen av Guovdageaidnu"])
def test_the_longest_letter_that_is_accepted_fits_its_page(name: str):
    invitation = documents_world.invitation(name, "Guovdageainnu suohkan – Kautokeino kommune", **LONGEST)
    meeting, sentences = invitation.meeting, "Sentrum har stått stille i tretti år, og mange har hver sine planer. "
    letters = ["\n\n".join([(sentences * 40)[:length]] * parts) for length, parts in ((1700, 1), (350, 4), (90, 9))]

    for letter in letters:
        meeting.letter = letter
        over = room.excess(meeting, letter, room.longest_of(meeting))
        meeting.letter = letter[: len(letter) - max(0, over)]
        meeting.save(update_fields=["letter"])
        assert room.refusals(meeting) == ()
        assert page_count(pdf("invitasjon", invitation.pk)) <= 3

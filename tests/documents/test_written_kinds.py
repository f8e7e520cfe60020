"""Målbilde and plan on paper: what they say, at their shortest and their longest, and that they conform."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pypdf
import pytest

from documents.kinds import all_kinds, kind_of
from documents.printing import html_of, print_content
from documents.services.freezing import content_of
from forprosjekt import services
from initiatives.models import Initiative
from paadriv.clock import today
from tests import forprosjekt_world, frozen_world, world, writing_world
from tests.documents_world import failures, page_count, words
from tests.house.sources import text
from tests.house.test_look import contrast

pytestmark = [pytest.mark.django_db, pytest.mark.faults, pytest.mark.one_database]
PROPOSAL = (
    "1. {organ_stor} slutter seg til målbildet for Pådriv {sted_navn}, versjon {målbilde_versjon} av {målbilde_dato}.\n"
    "2. {virksomhet_navn} deltar fra {etablering_fra}.\n3. {vilkår_setning}"
)
LONG = "Guovdageainnu suohkan – Kautokeino kommune, avdeling for samfunnsutvikling, næring og ŧurisme ǩiõll"


def printed(document: Any, **changes: Any) -> bytes:
    content = content_of(document, number=1, dated_on=today()) | changes
    return print_content(kind_of(document.kind), content).pdf


def full_place() -> Initiative:
    """Everything at once, long, with letters from all over Sápmi."""
    initiative = frozen_world.place(partners=[(f"{LONG} {number}", "residents") for number in range(20)])
    by = world.coordinator_of(initiative)
    field = forprosjekt_world.FIELD
    for number in range(3):
        ring = forprosjekt_world.moved(field, east=0.02 * (number + 1), north=0.01)
        boundary = forprosjekt_world.polygon(ring)
        area = forprosjekt_world.area(initiative, f"{LONG} {number}"[:120], boundary=boundary)
        for part in range(5):
            forprosjekt_world.reinforcement(area, f"{LONG} {part}")
        forprosjekt_world.challenge(initiative, f"{LONG} {number}")
        services.add_barrier(initiative, title=LONG, description=LONG * 5, by=by)
    return initiative


@pytest.mark.parametrize("kind", ["maalbilde", "plan", "beslutningsunderlag"])
def test_every_written_kind_is_archival_accessible_norwegian_and_the_same_every_time(kind: str):
    initiative = frozen_world.planned_place() if kind == "beslutningsunderlag" else None
    document = frozen_world.document(initiative, kind=kind)

    data = printed(document)

    assert failures(data) == []
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert reader.trailer["/Root"]["/Lang"] == "nb"
    assert reader.metadata is not None
    assert reader.metadata.title == kind_of(kind).title(content_of(document, number=1, dated_on=today()))
    assert printed(document) == data


def test_the_kinds_tested_are_all_that_are_written():
    assert {kind.key for kind in all_kinds() if kind.is_written} == {"maalbilde", "plan", "beslutningsunderlag"}


def test_the_maalbilde_says_where_what_for_whom_and_who_is_asked():
    data = printed(frozen_world.document())

    cover, contents, rest = words(data, 1), words(data, 2), words(data)
    for sentence in ("FELLES MÅLBILDE", "Strandsonen", "3 oppstartspartnere er spurt om å stille seg bak."):
        assert sentence in cover
    for sentence in ("Hvem som stiller seg bak", "Kort fortalt", "Strandsonen, 32 hektar", "SHA-256"):
        assert sentence in contents
    for sentence in (
        "Å gjøre Strandsonen klimanøytral",
        "11 Bærekraftige byer og lokalsamfunn",
        "17 Samarbeid for å nå målene",
        "Tabell 1. Det som finnes, og det Pådriv kan legge til",
        "Byttebua",
        "Offentlig sektor",
        "Arendal kommune",
        "Disse 3 oppstartspartnerne er spurt om å stille seg bak målbildet, versjon 1 av",
    ):
        assert sentence in rest


def test_what_is_frozen_has_no_answers_and_nothing_that_looks_endorsed():
    rest = words(printed(frozen_world.document())).lower()

    assert "har stilt seg bak" not in rest
    assert "bekreftet av" not in rest


def test_the_maalbilde_of_a_place_without_a_boundary_or_goals_conforms():
    initiative = writing_world.at_forprosjekt()
    document = frozen_world.document(initiative, text="")

    data = printed(document)

    assert failures(data) == []
    assert "Arendal" in words(data, 1)
    assert "Disse oppstartspartnerne" not in words(data)


def test_the_longest_maalbilde_with_twenty_partners_conforms():
    document = frozen_world.document(full_place(), text=f"{LONG}\n\n## {LONG}\n\n- {LONG}\n\n" + f"{LONG}. " * 30)

    data = printed(document)

    assert failures(data) == []
    assert f"{LONG} 19" in words(data)
    assert "Om dette dokumentet" in words(data, 2)
    assert words(data, 3).startswith("Sammendrag")


def test_a_draft_says_that_it_is_one():
    document = frozen_world.document()

    text = words(print_content(kind_of("maalbilde"), kind_of("maalbilde").content(document.pk)).pdf)

    assert "Utkast" in text
    assert "ingen er spurt om å stille seg bak den" in text
    assert "SHA-256" not in text


def test_what_a_section_says_of_place_and_version_is_filled_in():
    document = frozen_world.document()
    frozen_world.write(document, "sammendrag", "Dette er versjon {målbilde_versjon} for {sted_navn} og {område_navn}.")

    assert "Dette er versjon 1 for Arendal og Strandsonen." in words(printed(document), 3)


def test_the_statement_is_filled_but_for_what_the_party_says():
    content = content_of(frozen_world.document(), number=3, dated_on=today())

    statement = kind_of("maalbilde").statement(content)

    assert statement.startswith("{virksomhet_med_orgnr} stiller seg bak målbildet for Pådriv Arendal, versjon 3 av ")
    assert statement.endswith("Grunnlag: {fullmakt_eller_vedtak}. {merknad_setning}")


def test_the_plan_has_bars_activities_results_and_the_funding():
    data = printed(frozen_world.document(kind="plan"))

    text = words(data)
    for sentence in (
        "Detaljert plan for fase 2 – Pådriv Arendal",
        "Utarbeide en strategiplan",
        "10. januar 2027 – 20. april 2027",
        "Sum 600 400 000 kr",
        "Resultat 5 foreligger.",
        "Fylkeskommunen",
        "100 000–300 000 kr",
        "Det mangler mellom 100 000 kr og 300 000 kr",
        "Søke om tilskudd",
    ):
        assert sentence in text
    assert page_count(data) >= 3


def test_a_plan_says_which_activity_lacks_what():
    document = frozen_world.document(frozen_world.place(), kind="plan")
    forprosjekt_world.planned(document.initiative, "avtaleverk", result="En avtale.")

    reasons = kind_of("plan").freeze_refusals(document)

    assert reasons[0] == ("«Tilpasse eller utvikle avtaleverk for oppstartspartnerne» mangler ansvarlig og periode.")
    assert len(reasons) == 6
    assert reasons[-1] == "Kapittelet om finansiering må ha minst én oppgave med ansvarlig og frist."


def test_the_beslutningsunderlag_is_filled_with_what_is_known_and_says_what_is_not():
    initiative = frozen_world.planned_place()
    document = frozen_world.document(initiative, kind="beslutningsunderlag", text=frozen_world.TEXT)
    frozen_world.write(document, "forslag", PROPOSAL)
    assert len(kind_of("beslutningsunderlag").freeze_refusals(document)) == 2
    for kind in ("maalbilde", "plan"):
        frozen_world.frozen(frozen_world.document(initiative, kind=kind))
    assert kind_of("beslutningsunderlag").freeze_refusals(document) == ()

    data = printed(document)

    assert failures(data) == []
    for sentence in (
        "[Organet] slutter seg til målbildet for Pådriv Arendal, versjon 1 av",
        "[Virksomheten] deltar fra 10. januar 2027",
        "Tromøy vel",
        "Å gjøre Strandsonen klimanøytral",
        "Utarbeide en strategiplan",
        "Fylkeskommunen",
        "Målbilde for Pådriv Arendal – Strandsonen",
    ):
        assert sentence in words(data)
    assert "{" not in words(data)


def test_two_letters_are_never_one_sign():
    """Such a sign, broken over two lines, has no text, and the file does not conform: a checksum breaks anywhere."""
    document = frozen_world.document(kind="maalbilde", text="effekt og skriftlig fil " * 20)

    pages = pypdf.PdfReader(io.BytesIO(printed(document))).pages
    fonts = [font.get_object() for page in pages for font in page["/Resources"]["/Font"].values()]
    signs = [font["/ToUnicode"].get_data().decode("latin1") for font in fonts if "/ToUnicode" in font]

    assert signs
    assert not re.findall(r"<[0-9a-f]{4}> <(?:[0-9a-f]{8,})?>", " ".join(signs))


def test_a_whole_plan_may_be_frozen():
    assert frozen_world.frozen(frozen_world.document(kind="plan")).number == 1


@pytest.mark.parametrize("kind", ["maalbilde", "plan"])
def test_what_people_write_is_text_and_nothing_else(kind: str):
    document = frozen_world.document(kind=kind, text='<img src="file:///etc/passwd"> <b>fet</b>')

    html = html_of(kind_of(kind), content_of(document, number=1, dated_on=today()))

    assert "<img" not in html
    assert "<b>fet" not in html


def test_every_goal_tile_can_be_read():
    tiles = dict(re.findall(r"\.sdg-(\d+) \{ background: (#[0-9a-f]{6}); \}", text(Path("static/documents/goals.css"))))

    assert set(tiles) == {str(number) for number in range(1, 18)}
    assert {number: colour for number, colour in tiles.items() if contrast(colour, "#fff") < 4.5} == {}

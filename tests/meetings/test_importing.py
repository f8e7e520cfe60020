"""Lists of people as they come: encodings, delimiters, headings, duplicates and faults."""

import pytest
from django.core.exceptions import ValidationError

from meetings import services
from meetings.coverage import coverage
from meetings.importing import Known, Row, Unreadable, decode, read
from meetings.services import importing
from tests import meetings_world, world

TABLE = (
    "Navn;E-post;Virksomhet;Gruppe;Telefon;Hvorfor\r\n"
    "Ingrid Nordli;ingrid@eksempel.no;Næringsforeningen;Annet næringsliv;912 34 567;du leder styret\r\n"
    "Bjørg Hårstad;bjorg@eksempel.no;;residents;;\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_encoding_and_delimiter_gives_the_same_people(encoding, delimiter):
    content = TABLE.replace(";", delimiter).encode(encoding)

    first, second = read(decode(content), Known())

    assert (first.name, first.organisation, first.group) == ("Ingrid Nordli", "Næringsforeningen", "other_business")
    assert (first.phone, first.why_asked, first.is_sound) == ("912 34 567", "du leder styret", True)
    assert (second.name, second.group, second.is_sound) == ("Bjørg Hårstad", "residents", True)


@pytest.mark.parametrize(
    "heading",
    ["name,email", "NAVN,EPOST", "Navn:,E-mail:", "Fullt navn,e-postadresse", "\ufeffNavn,E-post"],
)
def test_headings_are_known_by_their_usual_names(heading):
    (row,) = read(f"{heading}\nOla Berg,ola@eksempel.no\n", Known())

    assert (row.name, row.email) == ("Ola Berg", "ola@eksempel.no")


def test_first_and_last_name_in_two_columns_become_one():
    (row,) = read("Etternavn;Fornavn;E-post\nBerg;Ola;ola@eksempel.no", Known())

    assert row.name == "Ola Berg"


def test_addresses_pasted_from_a_mail_program_are_people():
    rows = read('Ola Berg <ola@eksempel.no>; "Kari Nilsen" <Kari@Eksempel.no>; per.vik@eksempel.no', Known())

    assert [(row.name, row.email) for row in rows] == [
        ("Ola Berg", "ola@eksempel.no"),
        ("Kari Nilsen", "kari@eksempel.no"),
        ("Per Vik", "per.vik@eksempel.no"),
    ]


def test_lines_without_a_heading_are_name_address_and_organisation():
    (row,) = read("Ola Berg;ola@eksempel.no;Velforeningen", Known())

    assert (row.name, row.organisation) == ("Ola Berg", "Velforeningen")


def test_duplicates_are_named():
    text = "navn;e-post\nOla;ola@eksempel.no\nOla B;OLA@eksempel.no\nKari;kari@eksempel.no\nPer;per@eksempel.no"

    rows = read(text, Known({"kari@eksempel.no": "Kari Nilsen"}, {"per@eksempel.no": "Per Vik"}))

    assert [row.note for row in rows] == [
        "",
        "samme e-postadresse som på linje 2",
        "står allerede på listen som Kari Nilsen",
        "Per Vik har meldt seg av henvendelser",
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (";ola@eksempel.no;", "Navnet mangler."),
        ("Ola;;", "E-postadressen mangler."),
        ("Ola;ola(at)eksempel.no;", "navn@domene.no"),
        ("Ola;øystein@eksempel.no;", "Foran @"),
        ("Ola;ola@localhost;", "hele domenet"),
        ("Ola;ola@eksempel.no;romvesener", "«romvesener» finnes ikke"),
        (f"{'O' * 121};ola@eksempel.no;", "for langt"),
    ],
)
def test_a_faulty_row_says_what_is_wrong(line, fault):
    (row,) = read(f"navn;e-post;gruppe\n{line}", Known())

    assert any(fault in text for text in row.faults), row.faults
    assert not row.is_sound


def test_what_looks_like_a_formula_stays_text():
    (row,) = read('navn;e-post\n"=HYPERLINK(""http://x"")";ola@eksempel.no', Known())

    assert row.name == '=HYPERLINK("http://x")'


def test_invisible_letters_are_gone():
    (row,) = read("navn;e-post\nO\u202ela\u200b;ola@eksempel.no", Known())

    assert row.name == "Ola"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "ingen personer"),
        ("navn;e-post\n", "ingen personer"),
        ("\n" * 20, "ingen personer"),
        ("navn;e-post\n" + "Ola;ola@eksempel.no\n" * 501, "flere enn 500"),
        ("navn;e-post\nO\x00la;ola@eksempel.no", "ikke er tekst"),
        ("navn;e-post\n" + '"' + "x" * 140_000, "linje"),
        ("x" * 1_000_001, "1 MB"),
    ],
)
def test_a_list_that_cannot_be_read_says_what_to_do(text, says):
    with pytest.raises(Unreadable, match=says):
        read(text, Known())


@pytest.mark.parametrize("content", [b"x" * 1_000_001, b"navn\x81\x8d\xff"])
def test_a_file_that_cannot_be_read_says_what_to_do(content):
    with pytest.raises(Unreadable):
        decode(content)


@pytest.mark.django_db
def test_sound_rows_are_stored_and_the_others_are_not():
    meeting = meetings_world.meeting()
    meetings_world.invitation(meeting, "Kari Nilsen", email="kari@eksempel.no")
    text = (
        "navn;e-post;virksomhet;gruppe\n"
        "Ola;ola@eksempel.no;Velet;Beboere og beboerforeninger\n"
        "Per;per@eksempel.no;velet;\n"
        "Kari;kari@eksempel.no;;\n"
        ";uten@eksempel.no;;\n"
    )
    rows = read(text, importing.known_of(meeting))

    done = services.import_rows(meeting, rows, by=world.coordinator_of(meeting.initiative))

    assert (done.invited, done.left_out) == (2, 2)
    assert set(meeting.invitations.values_list("person__name", flat=True)) == {"Kari Nilsen", "Ola", "Per"}
    assert list(meeting.initiative.partners.values_list("name", "group")) == [("Velet", "residents")]


@pytest.mark.django_db
def test_a_list_confirmed_twice_invites_once():
    meeting = meetings_world.meeting()
    rows = read("navn;e-post\nOla;ola@eksempel.no", Known())
    by = world.coordinator_of(meeting.initiative)
    services.import_rows(meeting, rows, by=by)

    again = services.import_rows(meeting, rows, by=by)

    assert again.invited == 0
    assert meeting.invitations.count() == 1


@pytest.mark.django_db
def test_five_hundred_rows_are_stored_with_few_queries(django_assert_max_num_queries):
    meeting = meetings_world.meeting()
    text = "navn;e-post;virksomhet\n" + "\n".join(f"Gjest {n};g{n}@eksempel.no;Firma {n}" for n in range(500))
    rows = read(text, Known())

    with django_assert_max_num_queries(45):
        services.import_rows(meeting, rows, by=world.coordinator_of(meeting.initiative))

    assert meeting.invitations.count() == 500


@pytest.mark.django_db
def test_somebody_on_the_list_is_not_put_there_again_by_hand():
    meeting = meetings_world.meeting()
    meetings_world.invitation(meeting, "Kari Nilsen", email="kari@eksempel.no")

    with pytest.raises(ValidationError, match="Kari Nilsen står allerede"):
        services.invite_new(meeting, Row(1, "Kari", "kari@eksempel.no"), by=world.coordinator_of(meeting.initiative))


@pytest.mark.django_db
def test_the_list_shows_which_groups_are_missing(django_assert_num_queries):
    meeting = meetings_world.meeting()
    club = world.partner(meeting.initiative, "Velet", group="residents")
    meetings_world.invitation(meeting, "Ola", partner=club)
    meetings_world.invitation(meeting, "Per", group="academia")
    meetings_world.invitation(meeting, "Kari")

    with django_assert_num_queries(1):
        found = coverage(meeting)

    assert (found.covered, found.without, found.total) == (2, 1, 3)
    assert "Grunneiere" in found.missing
    assert found.advice.startswith("Inviter minst 12 til.")

"""The pages of planning: who may open and press what, what they show, and what they refuse at the field."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import html

from meetings.models import Meeting
from tests import htmx, meetings_world, world

pytestmark = pytest.mark.django_db


def visitor(user):
    client = Client()
    client.force_login(user)
    return client


def url(name, meeting, **more):
    return reverse(f"meetings:{name}", kwargs={"initiative": meeting.initiative_id, "meeting": meeting.pk, **more})


@pytest.fixture
def meeting():
    meeting = meetings_world.meeting()
    meetings_world.invitation(meeting, "Ingrid Nordli", email="ingrid@eksempel.no", group="residents")
    return meeting


def roles(meeting):
    initiative = meeting.initiative
    return {
        "coordinator": world.coordinator_of(initiative),
        "editor": world.member(initiative, "editor"),
        "reader": world.member(initiative, "reader"),
        "association": world.association_admin(),
        "stranger": world.coordinator_of(world.initiative("Stavanger")),
    }


PLAN = {"coordinator": 200, "editor": 200, "reader": 200, "association": 200, "stranger": 404}
PEOPLE = PLAN | {"association": 403}
CHANGE = {"coordinator": 200, "editor": 200, "reader": 403, "association": 403, "stranger": 404}
COORDINATE = CHANGE | {"editor": 403}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("meeting", PLAN),
        ("programme", PLAN),
        ("guests", PEOPLE),
        ("letter", PEOPLE),
        ("send", PEOPLE),
        ("edit", CHANGE),
        ("search_known", CHANGE),
        ("call_off", COORDINATE),
    ],
)
def test_who_may_open_a_page(meeting, name, expected):
    found = {role: visitor(user).get(url(name, meeting)).status_code for role, user in roles(meeting).items()}

    assert found == expected


@pytest.mark.parametrize("name", ["preview", "preview_letter"])
def test_who_may_read_a_guests_letter(meeting, name):
    invitation = meeting.invitations.get()

    found = {
        role: visitor(user).get(url(name, meeting, invitation=invitation.pk)).status_code
        for role, user in roles(meeting).items()
    }

    assert found == PEOPLE


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("add_item", CHANGE),
        ("add_guest", CHANGE),
        ("preview_list", CHANGE),
        ("store_list", CHANGE),
        ("save_letter", CHANGE),
        ("send_invitations", COORDINATE),
        ("send_test", COORDINATE),
        ("remind", COORDINATE),
        ("retry", COORDINATE),
    ],
)
def test_who_may_press(meeting, name, expected):
    found = {}
    for role, user in roles(meeting).items():
        if expected[role] != 200:
            found[role] = visitor(user).post(url(name, meeting)).status_code
    assert found == {role: status for role, status in expected.items() if status != 200}
    assert not meetings_world.mails().exists()


def test_the_association_reads_the_plan_and_counts_but_no_names(meeting):
    client = visitor(world.association_admin())

    pages = [client.get(url(name, meeting)).content.decode() for name in ("meeting", "programme")]

    assert all("Ingrid Nordli" not in page and "ingrid@" not in page for page in pages)
    assert "1 av 8 grupper er med" in pages[0]


def test_a_meeting_of_another_initiative_is_not_found_under_ones_own(meeting):
    other = meetings_world.meeting(world.initiative("Stavanger"))
    client = visitor(world.coordinator_of(meeting.initiative))
    address = reverse("meetings:meeting", kwargs={"initiative": meeting.initiative_id, "meeting": other.pk})

    assert client.get(address).status_code == 404


def plan_of(**changes):
    starts = meetings_world.evening()
    return {
        "day": starts.strftime("%Y-%m-%d"),
        "start": "18:00",
        "end": "20:30",
        "venue_preposition": "på",
        "venue": "Kulturhuset",
        "answer_by": starts.strftime("%Y-%m-%d"),
        "headline": "Trenger Arendal et Pådriv?",
        "sender_name": "Kari Nilsen",
        "sender_title": "kommunedirektør",
        "interest_threshold": "8",
        **changes,
    }


def test_a_meeting_is_planned_in_the_browser():
    initiative = world.initiative()
    client = visitor(world.coordinator_of(initiative))

    answer = client.post(reverse("meetings:plan", args=[initiative.pk]), plan_of())

    assert answer.status_code == 302
    assert initiative.meetings.get().venue == "Kulturhuset"


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("day", "i morgen", "Skriv en dato"),
        ("day", "0001-01-01", "mellom 2000 og 2100"),
        ("start", "25:00", "Skriv et klokkeslett"),
        ("end", "17:00", "slutte etter at det starter"),
        ("venue", "", "Feltet er påkrevet"),
        ("venue", "x" * 201, "200"),
        ("capacity", "0", "større enn eller lik 1"),
        ("capacity", "٣", "helt tall"),
        ("capacity", "9" * 50, "helt tall"),
        ("interest_threshold", "501", "500"),
        ("answer_by", "2099-01-01", "etter møtedagen"),
        ("venue_preposition", "ved", "Velg et gyldig valg"),
        ("headline", "x" * 81, "80"),
    ],
)
def test_bad_input_is_refused_at_its_field(field, value, says):
    initiative = world.initiative()
    client = visitor(world.coordinator_of(initiative))

    answer = client.post(reverse("meetings:plan", args=[initiative.pk]), plan_of(**{field: value}))

    form = answer.context["form"]
    assert answer.status_code == 422
    assert not initiative.meetings.exists()
    assert any(says.lower() in str(error).lower() for error in form.errors.get(field, [])), form.errors


def test_a_day_that_is_past_is_refused_at_the_time():
    initiative = world.initiative()
    client = visitor(world.coordinator_of(initiative))

    answer = client.post(
        reverse("meetings:plan", args=[initiative.pk]), plan_of(day="2020-01-01", answer_by="2020-01-01")
    )

    assert "ikke er passert" in str(answer.context["form"].errors["start"])


@pytest.mark.parametrize(("day", "says"), [("2027-03-28", "finnes ikke"), ("2027-10-31", "to ganger")])
def test_the_nights_when_the_clock_is_changed_say_so(day, says):
    initiative = world.initiative()
    client = visitor(world.coordinator_of(initiative))

    answer = client.post(
        reverse("meetings:plan", args=[initiative.pk]), plan_of(day=day, start="02:30", end="05:00", answer_by=day)
    )

    assert says in str(answer.context["form"].errors["start"])


def test_a_colleagues_edit_is_told_with_both_texts(meeting):
    client = visitor(world.coordinator_of(meeting.initiative))
    data = {**plan_of(initiator_address=meeting.initiator_address), "revision": meeting.revision}
    client.post(url("edit", meeting), {**data, "venue": "Rådhuset"})

    answer = client.post(url("edit", meeting), {**data, "venue": "Skolen"})

    assert answer.status_code == 409
    assert "Rådhuset" in answer.content.decode()
    assert "Skolen" in answer.content.decode()
    assert Meeting.objects.get(pk=meeting.pk).venue == "Rådhuset"


def test_a_stale_item_of_the_programme_shows_what_one_began_from(meeting):
    client = visitor(world.coordinator_of(meeting.initiative))
    item = meeting.programme.order_by("position")[0]
    here = reverse("meetings:edit_item", args=[meeting.initiative_id, meeting.pk, item.pk])
    opened = dict(html.fromstring(client.get(here).content).cssselect("form.programme__form")[0].fields)
    was = item.title
    client.post(here, opened | {"title": "Velkommen alle sammen"})

    answer = client.post(here, opened | {"title": "God kveld"})

    cells = html.fromstring(answer.content).cssselect("table.both-texts tbody td")
    assert answer.status_code == 409
    assert [cell.text_content() for cell in cells] == [was, "Velkommen alle sammen", "God kveld"]


def test_an_unknown_placeholder_is_refused_by_name(meeting):
    client = visitor(world.coordinator_of(meeting.initiative))

    answer = client.post(url("save_letter", meeting), {"letter": "Kjære {mottakernavn}", "revision": 1})

    assert answer.status_code == 422
    assert "«{mottakernavn}» finnes ikke. Mente du «{mottaker_navn}»?" in answer.content.decode()
    meeting.refresh_from_db()
    assert meeting.letter == ""


def test_the_letter_of_one_meeting_is_written_and_taken_back(meeting):
    client = visitor(world.coordinator_of(meeting.initiative))

    client.post(url("save_letter", meeting), {"letter": "Kom til {sted_navn}, {mottaker_fornavn}!", "revision": 1})

    invitation = meeting.invitations.get()
    page = client.get(url("preview_letter", meeting, invitation=invitation.pk)).content.decode()
    assert "Kom til Arendal, Ingrid!" in page
    client.post(url("save_letter", meeting), {"letter": "x", "standard": "1", "revision": 2})
    meeting.refresh_from_db()
    assert meeting.letter == ""


def test_what_people_type_is_text_and_no_markup(meeting):
    evil = '<div hx-post="/x" hx-trigger="load">{{ 7*7 }}</div>'
    client = visitor(world.coordinator_of(meeting.initiative))
    meetings_world.invitation(meeting, evil, why_asked=evil)
    client.post(url("save_letter", meeting), {"letter": evil.replace("{{ 7*7 }}", ""), "revision": 1})

    invitation = meeting.invitations.last()
    pages = [
        client.get(address).content.decode()
        for address in (
            url("guests", meeting),
            url("letter", meeting),
            url("preview", meeting, invitation=invitation.pk),
            url("preview_letter", meeting, invitation=invitation.pk),
        )
    ]

    assert all('<div hx-post="/x"' not in page for page in pages)


def test_a_list_is_previewed_before_anything_is_stored(meeting):
    client = visitor(world.coordinator_of(meeting.initiative))
    text = "navn;e-post\nOla Berg;ola@eksempel.no\nKari;feil\nIngrid;ingrid@eksempel.no"

    shown = client.post(url("preview_list", meeting), {"text": text})

    page = shown.content.decode()
    assert "Ingenting er lagret ennå" in page
    assert "Linje 3" in page
    assert "står allerede på listen som Ingrid Nordli" in page
    assert meeting.invitations.count() == 1
    client.post(url("store_list", meeting), {"rows": shown.context["signed"]})
    assert set(meeting.invitations.values_list("person__name", flat=True)) == {"Ingrid Nordli", "Ola Berg"}


def test_a_list_with_nobody_on_it_is_a_page():
    meeting = meetings_world.meeting()
    client = visitor(world.coordinator_of(meeting.initiative))

    answer = client.get(url("guests", meeting))

    assert answer.status_code == 200
    assert answer.context["rows"] == ""


@pytest.mark.parametrize("rows", ["", "x", "eyJh:1:2"])
def test_rows_nobody_was_shown_are_not_stored(meeting, rows):
    client = visitor(world.coordinator_of(meeting.initiative))

    answer = client.post(url("store_list", meeting), {"rows": rows})

    assert answer.status_code == 409
    assert meeting.invitations.count() == 1


def test_a_file_in_windows_1252_is_read(meeting):
    client = visitor(world.coordinator_of(meeting.initiative))
    file = SimpleUploadedFile("liste.csv", "Navn;E-post\nBjørg Hårstad;bjorg@eksempel.no".encode("cp1252"))

    shown = client.post(url("preview_list", meeting), {"file": file})

    assert "Bjørg Hårstad" in shown.content.decode()


@pytest.mark.parametrize("q", ["", "x", "ingr", "%", "' OR 1=1", "ø" * 200])
def test_search_takes_anything(meeting, q):
    client = visitor(world.coordinator_of(meeting.initiative))

    assert client.get(url("search_known", meeting), {"q": q}).status_code == 200


def test_pressing_in_the_programme_gives_what_a_reload_gives(meeting):
    page = htmx.load(visitor(world.coordinator_of(meeting.initiative)), url("programme", meeting))
    first = meeting.programme.first()

    page.press(f"#down-{first.pk}")

    assert meeting.programme.all()[1] == first
    assert page.equals_reload()


def test_sending_in_the_browser_shows_progress_and_then_what_is_left(meeting):
    page = htmx.load(visitor(world.coordinator_of(meeting.initiative)), url("send", meeting))

    page.press("form[action$='invitasjoner/'] button")

    assert page.one("#sending-panel").get("hx-trigger") == "every 2s"
    assert meeting.invitations.get().sent_at is not None
    assert meetings_world.mails().count() == 1


def test_a_failed_mail_is_named_with_its_reason_and_tried_again(meeting):
    client = visitor(world.coordinator_of(meeting.initiative))
    meetings_world.sent(meeting)
    meetings_world.mails().update(state="failed", reason="Adressen finnes ikke.")

    page = client.get(url("send", meeting)).content.decode()
    client.post(url("retry", meeting))

    assert "Adressen finnes ikke." in page
    assert meetings_world.mails().get().state == "queued"


def test_reminding_when_all_have_answered_says_why_not(meeting):
    client = visitor(world.coordinator_of(meeting.initiative))

    answer = client.post(url("remind", meeting))

    assert answer.status_code == 409
    assert "Ingen mangler å svare" in answer.content.decode()

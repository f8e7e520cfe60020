"""Pages guests open by a link: GET changes nothing, one POST answers, every dead link is the same 404 page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.canonical import digest
from mail.links import revoke, token_for
from mail.models import Message
from meetings import services
from meetings.models import Answer, Choice, Interest, Need
from paadriv import clock
from tests import day_world, meetings_world, world

pytestmark = pytest.mark.django_db
FORM = {"name": "Per Holm", "sees_need": "yes", "level": "working_group", "contributions": ["time", "data"]}
KEY = "0c4ed8a4-6a0c-4c3d-9d5c-0c2f3a7c9b11"


def link(name: str, row: int) -> str:
    purpose = {"read_minutes": "minutes"}.get(name, name)
    return reverse(f"meetings:{name}", args=[token_for(purpose, row)])


def stored() -> str:
    """A digest of everything a guest's page could change."""
    from django.apps import apps

    models = [m for app in ("meetings", "partners", "mail", "accounts") for m in apps.get_app_config(app).get_models()]
    return digest([[m.__name__, [str(row) for row in m.objects.order_by("pk").values_list()]] for m in models])


def every_link(guest) -> list[str]:
    token = token_for("answer", guest.pk)
    return [
        link("answer", guest.pk),
        reverse("meetings:answer_calendar", args=[token]),
        link("opt_out", guest.person_id),
        link("interest", guest.pk),
        link("meeting_interest", guest.meeting_id),
    ]


def test_the_answer_page_shows_whom_it_is_for_and_nobody_else(client):
    meeting = meetings_world.meeting()
    guest = meetings_world.invited(meeting, "Ingrid Nordli")
    meetings_world.invited(meeting, "Hemmelig Gjest")

    page = client.get(link("answer", guest.pk))

    words = page.content.decode()
    assert page.status_code == 200
    assert "Ingrid Nordli" in words
    assert "Hemmelig" not in words
    for button in ("Kommer", "Kanskje", "Kommer ikke", "Sender en annen"):
        assert f">{button}<" in words
    assert page["Referrer-Policy"] == "same-origin"
    assert page["Cache-Control"] == "no-store, private"
    assert "noindex" in page["X-Robots-Tag"]


@pytest.mark.parametrize("guests", [1, 100])
def test_the_answer_page_takes_two_queries(client, guests, django_assert_num_queries):
    address = link("answer", day_world.guests(meetings_world.meeting(), guests)[0].pk)

    with django_assert_num_queries(2):
        client.get(address)


def test_scanners_that_open_everything_fifty_times_change_nothing(client):
    guest = meetings_world.invited(meetings_world.meeting())
    addresses = every_link(guest)
    before = stored()

    for _time in range(50):
        for address in addresses:
            assert client.get(address).status_code == 200
            assert client.head(address).status_code == 200
    assert client.get(addresses[0], headers={"Sec-Purpose": "prefetch"}).status_code == 204
    assert client.options(addresses[0]).status_code == 405

    assert stored() == before
    assert client.post(addresses[0], {"choice": "coming"}).status_code == 302
    assert Answer.objects.get().choice == Choice.COMING


def test_one_post_answers_and_the_same_post_again_has_no_effect(client):
    guest = meetings_world.invited(meetings_world.meeting())
    address = link("answer", guest.pk)

    for _time in range(2):
        assert client.post(address, {"choice": "maybe"}).status_code == 302

    assert Answer.objects.count() == 1
    assert Message.objects.filter(sending__kind="answer_receipt").count() == 1
    assert "Svaret ditt: kanskje" in client.get(address).content.decode()


def test_needs_are_posted_after_the_answer(client):
    address = link("answer", day_world.coming(meetings_world.meeting()).pk)

    client.post(address, {"choice": "coming", "need": "Teleslynge\u202e"})

    assert Need.objects.get().text == "Teleslynge"
    assert Answer.objects.count() == 1


@pytest.mark.parametrize("name", ["answer", "opt_out", "interest", "meeting_interest", "read_minutes"])
def test_unknown_revoked_and_misused_links_share_one_page(client, name):
    meeting = meetings_world.meeting()
    guest = meetings_world.invited(meeting)
    rows = {"opt_out": guest.person_id, "meeting_interest": meeting.pk}
    purpose = {"read_minutes": "minutes"}.get(name, name)
    token = token_for(purpose, rows.get(name, guest.pk))
    revoke(purpose, rows.get(name, guest.pk))
    wrong = token_for("answer" if name != "answer" else "interest", guest.pk)

    pages = [
        client.get(reverse(f"meetings:{name}", args=[value]))
        for value in (token, token[:-1], token + "A", token.swapcase(), wrong, "forhandsvisning")
    ]

    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1


def test_an_answer_link_dies_a_week_after_the_meeting(client):
    meeting = meetings_world.meeting()
    address = link("answer", meetings_world.invited(meeting).pk)

    with clock.set_to(meeting.ends_at + timedelta(days=7)):
        assert client.get(address).status_code == 200
    with clock.set_to(meeting.ends_at + timedelta(days=7, seconds=1)):
        assert client.get(address).status_code == 404


def test_after_the_deadline_the_page_shows_the_answer_and_whom_to_contact(client):
    meeting = meetings_world.meeting()
    address = link("answer", day_world.coming(meeting).pk)

    with clock.set_to(meeting.starts_at - timedelta(hours=3)):
        words = client.get(address).content.decode()
        refused = client.post(address, {"choice": "maybe"})

    assert "Svaret ditt: kommer" in words
    assert "Svarfristen gikk ut" in words
    assert "912 34 567" in words
    assert 'value="not_coming"' not in words
    assert refused.status_code == 409
    assert Answer.objects.count() == 1


def test_a_called_off_meeting_says_so_on_the_answer_page(client):
    meeting = meetings_world.meeting()
    address = link("answer", meetings_world.invited(meeting).pk)
    services.call_off(meeting, reason="Sykdom", by=world.coordinator_of(meeting.initiative))

    words = client.get(address).content.decode()

    assert "Møtet er avlyst" in words
    assert "Sykdom" in words


def test_after_a_move_the_page_asks_to_answer_again(client):
    meeting = meetings_world.meeting()
    guest = day_world.coming(meeting)
    meeting.refresh_from_db()
    services.edit_meeting(
        meeting, {"venue": "Biblioteket"}, revision=meeting.revision, by=world.coordinator_of(meeting.initiative)
    )

    assert "Svar på nytt" in client.get(link("answer", guest.pk)).content.decode()


@pytest.mark.parametrize(
    ("posted", "says"),
    [
        ({"choice": "sends_another"}, "Skriv navnet på den som kommer i stedet."),
        (
            {"choice": "sends_another", "substitute_name": "Per", "substitute_email": "per@"},
            "Skriv hele domenet etter @",
        ),
        ({"choice": "tull"}, "tull"),
        ({}, "Velg et svar."),
        ({"choice": "coming", "need": "x" * 501}, "501"),
    ],
)
def test_bad_input_is_answered_in_bokmaal_and_stores_nothing(client, posted, says):
    address = link("answer", meetings_world.invited(meetings_world.meeting()).pk)

    page = client.post(address, posted)

    assert page.status_code == 422
    assert says in page.content.decode()
    assert not Answer.objects.exists()


def test_a_substitute_on_the_list_is_an_error_at_the_field(client):
    meeting = meetings_world.meeting()
    guest = meetings_world.invited(meeting)
    other = meetings_world.invited(meeting, "Per", email="per@eksempel.no")

    page = client.post(
        link("answer", guest.pk),
        {"choice": "sends_another", "substitute_name": "Per", "substitute_email": other.person.email},
    )

    assert page.status_code == 422
    assert page.context["form"].errors["substitute_email"] == [
        "Denne e-postadressen står allerede på invitasjonslisten."
    ]


def test_the_calendar_file_is_published_and_names_no_attendee(client):
    meeting = meetings_world.meeting()
    guest = meetings_world.invited(meeting)

    file = client.get(reverse("meetings:answer_calendar", args=[token_for("answer", guest.pk)]))

    assert file["Content-Type"].startswith("text/calendar")
    assert b"METHOD:PUBLISH" in file.content
    assert meeting.calendar_uid.encode() in file.content
    assert b"ATTENDEE" not in file.content


def test_one_click_opts_out_without_a_cookie_and_only_with_its_exact_body():
    guest = meetings_world.invited(meetings_world.meeting())
    address, mailer = link("opt_out", guest.person_id), Client(enforce_csrf_checks=True)

    for body in ({}, {"List-Unsubscribe": "Nei"}, {"List-Unsubscribe": "One-Click", "mer": "1"}):
        assert mailer.post(address, body).status_code == 403
    guest.person.refresh_from_db()
    assert guest.person.opted_out_at is None

    assert mailer.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 204
    guest.person.refresh_from_db()
    assert guest.person.opted_out_at is not None


def test_a_guest_without_the_forms_token_is_refused():
    guest = meetings_world.invited(meetings_world.meeting())

    page = Client(enforce_csrf_checks=True).post(link("answer", guest.pk), {"choice": "coming"})

    assert page.status_code == 403
    assert not Answer.objects.exists()


def test_a_guest_declares_interest_once_however_often_it_is_posted(client):
    meeting = meetings_world.meeting()
    address = link("interest", meetings_world.invited(meeting).pk)

    with clock.set_to(day_world.during(meeting)):
        for _time in range(2):
            assert client.post(address, FORM | {"form_key": KEY}).status_code == 302
        assert "Du svarte «Ja, i en arbeidsgruppe»" in client.get(address).content.decode()

    assert Interest.objects.get().contributions == ["time", "data"]


def test_the_meetings_own_form_takes_one_answer_per_opened_form(client):
    meeting = meetings_world.meeting()
    address = link("meeting_interest", meeting.pk)

    with clock.set_to(day_world.during(meeting)):
        for key in (KEY, KEY.replace("0c4e", "1c4e")):
            client.post(address, FORM | {"form_key": key, "organisation": "Sagbruket"})
        page = client.get(f"{address}?sendt=1")

    assert Interest.objects.count() == 2
    assert "Takk for svaret" in page.content.decode()


def test_before_the_start_the_form_says_when_it_opens(client):
    address = link("meeting_interest", meetings_world.meeting().pk)

    assert "åpner når møtet begynner" in client.get(address).content.decode()
    assert client.post(address, FORM | {"form_key": KEY}).status_code == 409


def test_minutes_are_read_by_those_who_were_there_once_published(client):
    meeting = day_world.held(attended=1)
    coordinator = world.coordinator_of(meeting.initiative)
    address = link("read_minutes", meeting.attendance.get().pk)
    services.edit_minutes(meeting, body="## Vi møttes\nFint.", interest_until=None, revision=0, by=coordinator)
    assert client.get(address).status_code == 404

    services.publish_minutes(meeting, revision=1, by=coordinator)

    words = client.get(address).content.decode()
    assert "Vi møttes</h2>" in words

"""The members' pages of the meeting day: who may, what they show, htmx parts, and constant queries."""

import pytest
from django.urls import reverse

from initiatives.models import Role
from meetings import services
from meetings.kinds import referat
from meetings.models import Answer, Choice, Interest, InterestLink
from paadriv import clock
from tests import day_world, htmx, meetings_world, world

pytestmark = pytest.mark.django_db
PAGES = ("answers", "attendance", "interest_results", "interest_qr", "interest_qr_image", "minutes")
REASON = "Vi hadde glemt tre som kom sent."


def at(meeting, name, **ids):
    return reverse(f"meetings:{name}", kwargs={"initiative": meeting.initiative_id, "meeting": meeting.pk, **ids})


def as_user(client, user):
    client.force_login(user)
    return client


def cast(initiative):
    return {
        "coordinator": world.coordinator_of(initiative),
        "editor": world.member(initiative, Role.EDITOR),
        "reader": world.member(initiative, Role.READER),
        "partner": world.member(initiative, Role.PARTNER),
        "admin": world.association_admin(),
        "stranger": world.coordinator_of(world.initiative("Stavanger")),
    }


@pytest.mark.parametrize("name", [*PAGES, "close"])
def test_only_members_see_persons_answers_and_attendance(client, name):
    meeting = meetings_world.meeting()
    readers = ("coordinator", "editor", "reader")

    for role, user in cast(meeting.initiative).items():
        expected = 200 if role in readers else 404 if role == "stranger" else 403
        assert as_user(client, user).get(at(meeting, name)).status_code == expected, role


def test_who_may_change_what_on_the_day(client):
    meeting = meetings_world.meeting()
    guest = meetings_world.invited(meeting)
    row = day_world.interest(meeting, organisation="Sagbruket")
    acts = {
        at(meeting, "register_answer", invitation=guest.pk): ("coordinator", "editor"),
        at(meeting, "mark_attendance", person=guest.person_id): ("coordinator", "editor"),
        at(meeting, "add_walk_in"): ("coordinator", "editor"),
        at(meeting, "link_interest", interest=row.pk): ("coordinator", "editor"),
        at(meeting, "edit_minutes"): ("coordinator", "editor"),
        at(meeting, "close_meeting"): ("coordinator",),
        at(meeting, "reopen"): ("coordinator",),
        at(meeting, "publish_minutes"): ("coordinator",),
    }

    for role, user in cast(meeting.initiative).items():
        for address, allowed in acts.items():
            status = as_user(client, user).post(address, {"choice": "tull"}).status_code
            if role in allowed:
                assert status in (302, 409, 422), (role, address)
            else:
                assert status == (404 if role == "stranger" else 403), (role, address)
    assert not Answer.objects.exists()
    assert not InterestLink.objects.exists()


def test_what_hangs_under_another_meeting_is_not_found(client):
    meeting = meetings_world.meeting()
    other = meetings_world.meeting(meeting.initiative, days=30)
    guest = meetings_world.invited(other)
    row = day_world.interest(other)
    as_user(client, world.coordinator_of(meeting.initiative))

    for address in (
        at(meeting, "register_answer", invitation=guest.pk),
        at(meeting, "mark_attendance", person=guest.person_id),
        at(meeting, "link_interest", interest=row.pk),
    ):
        assert client.post(address).status_code == 404


@pytest.mark.parametrize(
    ("name", "queries"), [("answers", 6), ("attendance", 8), ("interest_results", 10), ("close", 10), ("minutes", 11)]
)
@pytest.mark.parametrize("number", [1, 100])
def test_a_page_takes_the_same_queries_for_one_and_for_a_hundred(
    client, name, queries, number, django_assert_num_queries
):
    meeting = meetings_world.meeting()
    for guest in day_world.guests(meeting, number):
        services.answer(guest, choice=Choice.COMING, need="teleslynge")
        day_world.interest(meeting, partner=world.partner(meeting.initiative, f"Virksomhet {guest.pk}"))
    day_world.met(meeting, guest.person)
    as_user(client, world.coordinator_of(meeting.initiative))

    with django_assert_num_queries(queries), clock.set_to(day_world.during(meeting)):
        assert client.get(at(meeting, name)).status_code == 200


def test_the_answers_page_counts_against_the_norm_and_names_who_registered(client):
    meeting = meetings_world.meeting(capacity=1)
    coordinator = world.coordinator_of(meeting.initiative)
    day_world.coming(meeting, "Har plass")
    day_world.coming(meeting, "Venter")
    services.answer(meetings_world.invited(meeting, "Ringte"), choice=Choice.NOT_COMING, by=coordinator)
    meetings_world.invited(meeting, "Taus")

    page = as_user(client, coordinator).get(at(meeting, "answers"))

    summary = page.context["summary"]
    assert (summary.coming, summary.waiting, summary.not_coming, summary.silent) == (1, 1, 1, 1)
    assert f"registrert av {coordinator.name}" in page.content.decode()
    only = client.get(at(meeting, "answers"), {"vis": "venteliste"})
    assert [row.invitation.person.name for row in only.context["rows"]] == ["Venter"]


def test_registering_an_answer_swaps_in_what_the_page_would_show(client):
    meeting = meetings_world.meeting()
    guest = meetings_world.invited(meeting)
    as_user(client, world.coordinator_of(meeting.initiative))
    page = htmx.load(client, at(meeting, "answers"))

    answer = page.press(f"#answer-row-{guest.pk} button", choice="maybe")

    assert answer.status_code == 200
    assert guest.answers.get().by is not None
    assert page.equals_reload()


def test_a_tap_at_the_door_swaps_the_row_and_the_counter(client):
    meeting = meetings_world.meeting()
    guest, other = day_world.guests(meeting, 2)
    as_user(client, world.coordinator_of(meeting.initiative))

    with clock.set_to(day_world.during(meeting)):
        page = htmx.load(client, at(meeting, "attendance"))
        page.press(f"#attendance-row-{guest.person_id} button")
        assert page.one("#attendance-counter").text == "1 av 2"
        assert page.equals_reload()
        page.press(f"#attendance-row-{guest.person_id} button")
        assert page.one("#attendance-counter").text == "0 av 2"
        assert page.equals_reload()

    assert other.person.attendance.count() == 0


def test_undoing_a_walk_in_takes_the_row_away(client):
    meeting = meetings_world.meeting()
    coordinator = world.coordinator_of(meeting.initiative)
    as_user(client, coordinator)

    with clock.set_to(day_world.during(meeting)):
        row = services.add_walk_in(meeting, name="Per Holm", organisation="", by=coordinator)
        page = htmx.load(client, at(meeting, "attendance"))
        page.press(f"#attendance-row-{row.person_id} button")

    assert page.tree.cssselect(f"#attendance-row-{row.person_id}") == []
    assert page.one("#attendance-counter").text == "0 av 0"


def test_the_door_is_searched_by_name_and_organisation(client):
    meeting = meetings_world.meeting()
    sawmill = world.partner(meeting.initiative, "Sagbruket AS")
    meetings_world.invited(meeting, "Ingrid Nordli", partner=sawmill)
    meetings_world.invited(meeting, "Áilu Sárá")
    as_user(client, world.coordinator_of(meeting.initiative))

    for words, names in (("sagbr", ["Ingrid Nordli"]), ("ailu", ["Áilu Sárá"]), ("nordli sag", ["Ingrid Nordli"])):
        page = client.get(at(meeting, "attendance"), {"sok": words})
        assert [row.person.name for row in page.context["rows"]] == names


def test_the_door_says_when_it_opens(client):
    meeting = meetings_world.meeting()
    guest = meetings_world.invited(meeting)
    as_user(client, world.coordinator_of(meeting.initiative))

    assert "to timer før møtet" in client.get(at(meeting, "attendance")).content.decode()
    refused = client.post(at(meeting, "mark_attendance", person=guest.person_id), {"er_her": "1"})
    assert refused.status_code == 409


def test_a_walk_in_is_posted_in_three_fields(client):
    meeting = meetings_world.meeting()
    as_user(client, world.coordinator_of(meeting.initiative))

    with clock.set_to(day_world.during(meeting)):
        bad = client.post(at(meeting, "add_walk_in"), {"name": "", "email": "tull"})
        page = client.post(
            at(meeting, "add_walk_in"), {"name": "Per Holm", "organisation": "Kaia AS", "email": ""}, follow=True
        )

    assert bad.status_code == 422
    assert set(bad.context["form"].errors) == {"name", "email"}
    assert "Per Holm er registrert som møtt." in page.content.decode()
    assert meeting.attendance.get().person.partner.name == "Kaia AS"


def test_bars_show_from_five_answers(client):
    meeting = meetings_world.meeting()
    as_user(client, world.coordinator_of(meeting.initiative))
    for _count in range(4):
        day_world.interest(meeting)
    assert client.get(at(meeting, "interest_results")).context["questions"] == ()

    day_world.interest(meeting, level=Interest.Level.INFORMED)

    page = client.get(at(meeting, "interest_qr"))
    assert [bar.number for bar in page.context["questions"][1].bars] == [4, 0, 1, 0]
    assert "Deltaker" not in page.content.decode()


def test_a_typed_organisation_is_proposed_linked_and_counted(client):
    meeting = meetings_world.meeting()
    sawmill = world.partner(meeting.initiative, "Sagbruket AS")
    row = day_world.interest(meeting, organisation="Sagbruket")
    as_user(client, world.coordinator_of(meeting.initiative))
    page = htmx.load(client, at(meeting, "interest_results"))

    page.press(f"#interest-row-{row.pk} .answer-row__form > form button")

    assert page.equals_reload()
    assert row.links.get().partner == sawmill
    assert client.get(at(meeting, "interest_results")).context["in_number"] == 1


def test_a_new_organisation_is_linked_with_its_group(client):
    meeting = meetings_world.meeting()
    row = day_world.interest(meeting, organisation="Koret")
    as_user(client, world.coordinator_of(meeting.initiative))
    address = at(meeting, "link_interest", interest=row.pk)

    assert client.post(address, {"new_name": "Koret"}).status_code == 422
    assert client.post(address, {"new_name": "Koret", "group": "civil_society"}).status_code == 302

    assert row.links.get().partner.group == "civil_society"


def test_another_initiatives_partner_cannot_be_linked(client):
    meeting = meetings_world.meeting()
    foreign = world.partner(world.initiative("Stavanger"), "Fremmed AS")
    row = day_world.interest(meeting, organisation="Fremmed AS")
    as_user(client, world.coordinator_of(meeting.initiative))

    page = client.post(at(meeting, "link_interest", interest=row.pk), {"partner": foreign.pk})

    assert page.status_code == 422
    assert not row.links.exists()


def test_closing_shows_what_it_settles_and_can_be_undone_with_a_reason(client):
    meeting = meetings_world.meeting()
    here, _away = day_world.guests(meeting, 2)
    day_world.met(meeting, here.person)
    as_user(client, world.coordinator_of(meeting.initiative))
    too_early = client.post(at(meeting, "close_meeting"))
    assert too_early.status_code == 409
    assert "Møtet kan avsluttes når det er over" in too_early.content.decode()

    with clock.set_to(day_world.after(meeting)):
        settled = client.get(at(meeting, "close")).context["settlement"]
        page = client.post(at(meeting, "close_meeting"), follow=True)
        short = client.post(at(meeting, "reopen"), {"reason": "kort"})
        reopened = client.post(at(meeting, "reopen"), {"reason": REASON}, follow=True)

    assert (settled.attended, settled.excused, settled.absent) == (1, 0, 1)
    assert "Møtet er avsluttet" in page.content.decode()
    assert short.status_code == 422
    assert REASON in reopened.content.decode()


def test_minutes_are_prefilled_saved_and_published(client):
    meeting = meetings_world.meeting()
    sawmill = world.partner(meeting.initiative, "Sagbruket AS")
    day_world.interest(meeting, partner=sawmill)
    day_world.met(meeting, meetings_world.invited(meeting, partner=sawmill).person)
    day_world.closed(meeting)
    as_user(client, world.coordinator_of(meeting.initiative))
    first = client.get(at(meeting, "minutes")).context["form"].initial
    assert "Vi var én" in first["body"]
    assert "Sagbruket AS" in first["body"]

    client.post(at(meeting, "edit_minutes"), first)
    late = client.post(at(meeting, "edit_minutes"), first | {"body": "Min tekst"})
    page = client.post(at(meeting, "publish_minutes"), {"revision": 1}, follow=True)

    assert late.status_code == 409
    assert "Min tekst" in late.content.decode()
    assert "Referatet er publisert" in page.content.decode()


def test_a_pdf_shows_what_is_published_and_the_association_reads_no_draft(client):
    meeting = day_world.held(attended=1)
    coordinator, admin = world.coordinator_of(meeting.initiative), world.association_admin()
    services.edit_minutes(meeting, body="Første", interest_until=None, revision=0, by=coordinator)
    assert not referat.may_read(admin, meeting.pk)
    assert referat.may_read(coordinator, meeting.pk)

    services.publish_minutes(meeting, revision=1, by=coordinator)
    until = meeting.minutes.interest_until
    services.edit_minutes(meeting, body="Utkast", interest_until=until, revision=1, by=coordinator)

    assert referat.may_read(admin, meeting.pk)
    assert referat.content(meeting.pk)["text"] == "Første"
    as_user(client, coordinator)
    address = reverse("documents:request", args=[meeting.initiative_id, "referat", meeting.pk])
    assert address in client.get(at(meeting, "minutes")).content.decode()
    assert client.post(address).status_code == 302

"""The association gives and takes access: who may, that it is told and written down, and that one always remains."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail as outbox
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.models import JournalEntry, User
from mail.kinds import Stopped, kind_of
from mail.models import Message
from oversight import services
from oversight.services import What
from register.models import Affiliation, Organisation
from tests import world
from tests.accounts_world import ask_for_code, give_fresh_code, log_in

pytestmark = pytest.mark.django_db
PEOPLE = "/brukere/"


def _coordinator_form(**changes: str) -> dict[str, str]:
    return {
        "name": "Kari Nilsen",
        "email": "kari.nilsen@arendal.example",
        "organisation_number": world.organisation_number(),
        "organisation_name": "Arendal kommune",
        "organisation_kind": "municipality",
        **changes,
    }


@pytest.fixture
def admin(client: Client) -> User:
    """Logged in, and confirmed with a fresh code."""
    admin = world.association_admin()
    log_in(client, admin)
    give_fresh_code(client)
    return admin


def _verbs() -> list[str]:
    return list(JournalEntry.objects.filter(chain="foreningen").order_by("number").values_list("verb", flat=True))


PAGES = ["people", "invite_coordinator", "invite_administrator"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("who", "status"),
    [("administrator", 200), ("coordinator", 403), ("member", 403), ("stranger", 302)],
)
def test_only_administrators_see_the_people_pages(client: Client, name: str, who: str, status: int) -> None:
    people = {
        "administrator": world.association_admin,
        "coordinator": world.coordinator_to_be,
        "member": world.someone,
    }
    if who in people:
        log_in(client, people[who]())
    if who == "administrator":
        give_fresh_code(client)

    assert client.get(reverse(f"oversight:{name}")).status_code == status


@pytest.mark.parametrize(("who", "status"), [(world.association_admin, 200), (world.coordinator_to_be, 404)])
def test_a_person_is_shown_to_administrators_and_hidden_from_others(client: Client, who: Any, status: int) -> None:
    client.force_login(who())
    other = world.coordinator_to_be("Siv Moen")

    assert client.get(reverse("oversight:person", args=[other.pk])).status_code == status


@pytest.mark.parametrize("action", ["invite_coordinator", "invite_administrator", "take_away"])
def test_others_change_nobodys_access(client: Client, action: str) -> None:
    other = world.association_admin("Siv Moen")
    log_in(client, world.coordinator_to_be())
    give_fresh_code(client)
    url = reverse(f"oversight:{action}", args=[other.pk] if action == "take_away" else [])

    answer = client.post(url, {**_coordinator_form(), "what": "administrator"})

    assert answer.status_code in (403, 404)
    assert not User.objects.filter(email="kari.nilsen@arendal.example").exists()
    assert User.objects.get(pk=other.pk).is_association_admin


def test_inviting_asks_for_a_fresh_code_and_then_does_what_was_posted(client: Client) -> None:
    log_in(client, world.association_admin())
    url = reverse("oversight:invite_coordinator")

    asked = client.post(url, _coordinator_form())
    before = User.objects.filter(may_create_initiatives=True).count()
    done = give_fresh_code(client, url)

    assert asked.url.startswith("/konto/bekreft/")
    assert before == 0
    assert done.url == PEOPLE
    assert User.objects.get(may_create_initiatives=True).name == "Kari Nilsen"


def test_a_coordinator_is_invited_for_an_organisation(client: Client, admin: User) -> None:
    form = _coordinator_form()

    answer = client.post(reverse("oversight:invite_coordinator"), form)

    invited = User.objects.get(email="kari.nilsen@arendal.example")
    assert answer.url == PEOPLE
    assert (invited.may_create_initiatives, invited.is_association_admin) == (True, False)
    assert invited.affiliations.get().organisation.number == form["organisation_number"]
    assert _verbs() == ["organisation_added", "coordinator_invited"]
    assert Message.objects.get(sending__kind="access_given").address == invited.email


def test_an_organisation_that_is_registered_is_not_registered_again(client: Client, admin: User) -> None:
    known = world.organisation("Arendal kommune")

    client.post(
        reverse("oversight:invite_coordinator"),
        _coordinator_form(organisation_number=known.number, organisation_name="Noe annet"),
    )

    assert Organisation.objects.get().name == "Arendal kommune"
    assert Affiliation.objects.get().organisation == known


def test_inviting_a_coordinator_twice_mails_once(client: Client, admin: User) -> None:
    form = _coordinator_form()

    for _ in range(2):
        client.post(reverse("oversight:invite_coordinator"), form)

    assert Message.objects.filter(sending__kind="access_given").count() == 1
    assert _verbs().count("coordinator_invited") == 1


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"organisation_number": "123456789"}, "organisasjonsnummer"),
        ({"organisation_kind": ""}, "Type virksomhet"),
        ({"email": "kari@"}, "domenet etter @"),
        ({"name": " "}, "Navn"),
        ({"name": "x" * 121}, "Navn"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_stored(
    client: Client, admin: User, changes: dict[str, str], told: str
) -> None:
    answer = client.post(reverse("oversight:invite_coordinator"), _coordinator_form(**changes))

    assert answer.status_code == 422
    assert told.lower() in answer.content.decode().lower()
    assert not Organisation.objects.exists()
    assert not User.objects.filter(may_create_initiatives=True).exists()


def test_the_mail_leads_to_the_log_in_with_the_address_filled_in_and_the_person_gets_in(admin: User) -> None:
    invited = services.invite_administrator(email="siv.moen@paadriv.example", name="Siv Moen", by=admin)

    letter = kind_of("access_given").build(Message.objects.get(subject_id=invited.pk))

    assert not isinstance(letter, Stopped)
    assert letter.subject == "Du har fått tilgang til Pådriv"
    assert "/konto/logg-inn/?epost=siv.moen%40paadriv.example" in letter.text
    page = Client().get("/konto/logg-inn/?epost=siv.moen%40paadriv.example")
    assert 'value="siv.moen@paadriv.example"' in page.content.decode()
    fresh = Client()
    log_in(fresh, invited)
    assert fresh.get(PEOPLE).status_code == 200


def test_an_invitation_that_was_taken_back_is_not_mailed(admin: User) -> None:
    invited = services.invite_administrator(email="siv.moen@paadriv.example", name="Siv Moen", by=admin)
    services.take_away(invited, What.ADMINISTRATOR, by=admin)

    built = kind_of("access_given").build(Message.objects.get(sending__kind="access_given"))

    assert isinstance(built, Stopped)


@pytest.mark.parametrize("what", list(What))
def test_access_is_taken_told_and_written_down(client: Client, admin: User, what: What) -> None:
    other = world.someone("Siv Moen", is_association_admin=True, may_create_initiatives=True)

    answer = client.post(reverse("oversight:take_away", args=[other.pk]), {"what": what})

    other.refresh_from_db()
    assert answer.url == PEOPLE
    assert (other.is_association_admin, other.may_create_initiatives, other.is_active) == {
        What.ADMINISTRATOR: (False, True, True),
        What.COORDINATOR: (True, False, True),
        What.ACCOUNT: (False, False, False),
    }[what]
    assert _verbs() == [f"{what}_taken"]
    letter = kind_of("access_taken").build(Message.objects.get(sending__kind="access_taken"))
    assert not isinstance(letter, Stopped)


@pytest.mark.parametrize("what", list(What))
def test_access_is_taken_only_after_a_page_that_says_what_happens(client: Client, admin: User, what: What) -> None:
    other = world.someone("Siv Moen", is_association_admin=True, may_create_initiatives=True)
    door = reverse("oversight:take_away", args=[other.pk])
    person = client.get(reverse("oversight:person", args=[other.pk])).content.decode()

    asked = client.get(door, {"what": what}).content.decode()

    assert f'href="{door}?what={what}"' in person
    assert "<form" not in person.partition("<main")[2]
    assert f'<input type="hidden" name="what" value="{what}">' in asked
    other.refresh_from_db()
    assert (other.is_association_admin, other.may_create_initiatives, other.is_active) == (True, True, True)
    assert client.get(door, {"what": "alt"}).url == reverse("oversight:person", args=[other.pk])


def test_a_closed_account_is_logged_out_at_once(admin: User) -> None:
    other, theirs = world.coordinator_to_be("Siv Moen"), Client()
    log_in(theirs, other)
    assert theirs.get("/konto/profil/").status_code == 200

    services.take_away(other, What.ACCOUNT, by=admin)

    assert theirs.get("/konto/profil/").status_code == 302
    assert not UserSession.objects.filter(user=other).exists()
    mails = len(outbox.outbox)
    ask_for_code(theirs, other.email)
    assert len(outbox.outbox) == mails


def test_inviting_again_opens_a_closed_account(client: Client, admin: User) -> None:
    other = world.coordinator_to_be("Siv Moen")
    services.take_away(other, What.ACCOUNT, by=admin)

    client.post(reverse("oversight:invite_coordinator"), _coordinator_form(email=other.email))

    other.refresh_from_db()
    assert (other.is_active, other.may_create_initiatives, other.name) == (True, True, "Siv Moen")
    assert Message.objects.filter(sending__kind="access_given").count() == 1


@pytest.mark.parametrize("what", [What.ADMINISTRATOR, What.ACCOUNT])
def test_the_last_administrator_stays(client: Client, admin: User, what: What) -> None:
    world.someone("Stengt", is_association_admin=True, is_active=False)

    answer = client.post(reverse("oversight:take_away", args=[admin.pk]), {"what": what})

    admin.refresh_from_db()
    assert answer.status_code == 409
    assert "minst én administrator" in answer.content.decode()
    assert admin.is_association_admin
    assert admin.is_active


def test_what_is_taken_already_is_not_taken_again(client: Client, admin: User) -> None:
    other = world.someone("Siv Moen")

    answer = client.post(reverse("oversight:take_away", args=[other.pk]), {"what": "coordinator"})

    assert answer.status_code == 409
    assert _verbs() == []


def test_invite_admin_makes_the_first_user_once() -> None:
    told = StringIO()

    for _ in range(2):
        call_command("invite_admin", "Tuva.Skjaervoe@paadriv.example", stdout=told)

    person = User.objects.get()
    assert (person.email, person.name) == ("tuva.skjaervoe@paadriv.example", "Tuva Skjaervoe")
    assert person.is_association_admin
    assert Message.objects.count() == 1
    assert _verbs() == ["administrator_invited"]
    assert JournalEntry.objects.get().actor is None


def test_invite_admin_promotes_a_person_who_has_an_account() -> None:
    person = world.someone("Siv Moen")

    call_command("invite_admin", person.email, name="Noe annet", stdout=StringIO())

    person.refresh_from_db()
    assert (person.is_association_admin, person.name) == (True, "Siv Moen")


def test_invite_admin_refuses_what_is_no_address() -> None:
    with pytest.raises(CommandError, match="navn@domene"):
        call_command("invite_admin", "ikke-en-adresse")


@pytest.mark.parametrize("count", [1, 100])
def test_the_list_costs_the_same_for_one_and_a_hundred(
    client: Client, django_assert_num_queries: Any, count: int
) -> None:
    client.force_login(world.association_admin())
    for _ in range(count):
        services.invite_coordinator(by=User.objects.order_by("pk")[0], **_named_organisation())

    with django_assert_num_queries(5):  # session, user; people, affiliations, organisations
        page = client.get(PEOPLE)

    assert page.content.decode().count("<tr>") == count + 2


def _named_organisation() -> dict[str, str]:
    number = world.organisation_number()
    return {**_coordinator_form(email=f"k{number}@arendal.example"), "organisation_number": number}


def test_the_only_coordinator_of_an_initiative_keeps_the_account(client: Client, admin: User) -> None:
    initiative = world.initiative("Arendal")
    only = world.coordinator_of(initiative)

    refused = client.post(reverse("oversight:take_away", args=[only.pk]), {"what": What.ACCOUNT})
    world.member(initiative, "coordinator", "Siv Moen")
    taken = client.post(reverse("oversight:take_away", args=[only.pk]), {"what": What.ACCOUNT})

    assert refused.status_code == 409
    assert "eneste koordinator for Pådriv Arendal" in refused.content.decode()
    assert taken.status_code == 302

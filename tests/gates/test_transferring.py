"""Another owner: proposed, confirmed by both, done when both have; the association where the old one is no more."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from lxml import html

from accounts.access import NotAllowed, NotReady
from accounts.journal import verify
from accounts.models import JournalEntry, User
from gates.models import Outcome, Transfer
from gates.services import (
    confirm_for_new_owner,
    confirm_for_old_owner,
    mediate,
    propose_transfer,
    reopen,
    withdraw_transfer,
)
from gates.waiting import waiting_for
from initiatives.models import Initiative, Role
from initiatives.services import edit_initiative
from mail.links import row_of, token_for
from mail.models import Message
from mail.sending import send_waiting
from paadriv.clock import now, today
from register.models import Organisation
from tests import gates_world, world

pytestmark = pytest.mark.django_db
WHY = "Kommunen vil at næringsforeningen tar over ansvaret."
GONE = "Foreningen er lagt ned, og styret er oppløst."


@pytest.fixture
def place() -> tuple[Initiative, User]:
    """An initiative in the forprosjekt with an owner, and its decider."""
    initiative, decider = gates_world.ready()
    gates_world.decided(initiative, by=decider)
    initiative.refresh_from_db()
    return initiative, decider


def proposed(initiative: Initiative, by: User | None = None, **fields: Any) -> Transfer:
    given = {"name": "Ny Leder", "email": "Ny.Leder@eksempel.no", "reason": WHY} | fields
    owner = given.pop("to_owner", None) or world.organisation("Arendal Næringsforening", "association")
    return propose_transfer(initiative, to_owner=owner, **given, by=by or world.coordinator_of(initiative))


def accepted(row: Transfer) -> Transfer:
    return confirm_for_new_owner(row, title="daglig leder", basis="styrets sak 3/27")


def deciders(initiative: Initiative) -> list[str]:
    rows = initiative.memberships.filter(is_decider=True, ended_at=None).select_related("user")
    return [f"{row.user.email}: {row.role}, {row.decider_title}, {row.decider_basis}" for row in rows]


@pytest.mark.parametrize("first", ["old", "new"])
def test_when_both_have_confirmed_owner_and_decider_are_others(place, first):
    initiative, decider = place
    before = initiative.owner
    row = proposed(initiative)
    steps = [lambda: confirm_for_old_owner(row, by=decider), lambda: accepted(row)]

    for number, confirm in enumerate(steps if first == "old" else reversed(steps)):
        if number:
            initiative.refresh_from_db()
            assert initiative.owner == before
        confirm()

    initiative.refresh_from_db()
    row.refresh_from_db()
    assert str(initiative.owner) == "Arendal Næringsforening"
    assert deciders(initiative) == ["ny.leder@eksempel.no: coordinator, daglig leder, styrets sak 3/27"]
    assert (row.completed_at is not None, row.name, row.email) == (True, "", "")
    assert initiative.memberships.get(user=decider).ended_at is None
    assert [entry.verb for entry in JournalEntry.objects.filter(verb__startswith="owner")] == ["ownership_transferred"]
    assert not list(verify())


def test_one_confirmation_alone_changes_nothing_and_a_repeat_adds_nothing(place):
    initiative, decider = place
    row = proposed(initiative)

    for _time in range(2):
        confirm_for_old_owner(row, by=decider)

    initiative.refresh_from_db()
    assert str(initiative.owner) == "Arendal kommune"
    assert JournalEntry.objects.filter(verb="transfer_confirmed").count() == 1


def test_the_decider_sees_what_waits_until_it_is_confirmed_or_taken_back(place, client):
    initiative, decider = place
    row = proposed(initiative)
    told = f"{row.to_owner} er foreslått som ny eier av {initiative}. Bekreft for den gamle eieren."
    client.force_login(decider)

    assert told in client.get("/").content.decode()
    assert waiting_for(world.coordinator_of(initiative)) == []

    confirm_for_old_owner(row, by=decider)

    assert told not in client.get("/").content.decode()


def test_a_decider_who_proposes_has_confirmed(place):
    initiative, decider = place

    row = proposed(initiative, by=decider)

    assert row.old_confirmed_by == decider
    accepted(row)
    initiative.refresh_from_db()
    assert str(initiative.owner) == "Arendal Næringsforening"


def test_the_association_confirms_for_an_owner_that_is_no_more_and_says_why(place):
    initiative, _decider = place
    admin = world.association_admin()
    row = proposed(initiative, by=admin)

    with pytest.raises(NotReady, match="minst 20 tegn"):
        mediate(row, reason="Lagt ned.", by=admin)
    mediate(row, reason=GONE, by=admin)
    accepted(row)

    row.refresh_from_db()
    assert (row.mediation, row.old_confirmed_by) == (GONE, admin)
    assert row.completed_at is not None
    assert JournalEntry.objects.filter(verb="transfer_mediated").count() == 1


def test_a_stopped_initiative_is_taken_up_again_by_its_new_owner(place):
    initiative, decider = place
    gates_world.decided(initiative, Outcome.STOP, by=decider, explanation="Kommunen prioriterer annerledes.")
    accepted(proposed(initiative, by=decider))
    new = User.objects.get(email="ny.leder@eksempel.no")

    with pytest.raises(NotAllowed):
        reopen(initiative, from_start=False, decided_on=today(), explanation=WHY, form_key=uuid.uuid4(), by=decider)
    reopen(initiative, from_start=False, decided_on=today(), explanation=WHY, form_key=uuid.uuid4(), by=new)

    initiative.refresh_from_db()
    assert initiative.state == "active"
    assert initiative.step_runs.get(state="active").round == 2


def test_who_may_do_what(place):
    initiative, decider = place
    admin, coordinator = world.association_admin(), world.coordinator_of(initiative)
    editor, stranger = world.member(initiative, Role.EDITOR), world.someone("En fremmed")

    for other in (editor, stranger):
        with pytest.raises(NotAllowed):
            proposed(initiative, by=other)
    row = proposed(initiative)
    for other in (coordinator, admin, editor, stranger):
        with pytest.raises(NotAllowed):
            confirm_for_old_owner(row, by=other)
    for other in (coordinator, decider, editor, stranger):
        with pytest.raises(NotAllowed):
            mediate(row, reason=GONE, by=other)
    for other in (editor, stranger):
        with pytest.raises(NotAllowed):
            withdraw_transfer(row, by=other)
    withdraw_transfer(row, by=admin)


def test_what_cannot_be_proposed(place):
    initiative, _decider = place

    with pytest.raises(ValidationError, match="eier allerede"):
        proposed(initiative, to_owner=initiative.owner)
    with pytest.raises(NotReady, match="minst 20 tegn"):
        proposed(initiative, reason="Fordi.")
    proposed(initiative)
    with pytest.raises(NotReady, match="allerede foreslått"):
        proposed(initiative)


def test_taken_back_the_link_opens_nothing_and_nobody_is_named(place, client):
    initiative, _decider = place
    row = proposed(initiative)
    token = token_for("transfer", row.pk)

    withdraw_transfer(row, by=world.coordinator_of(initiative))
    send_waiting()

    row.refresh_from_db()
    assert (row.name, row.email, row_of("transfer", token)) == ("", "", None)
    assert client.get(f"/eierskap/{token}/").status_code == 404
    assert Message.objects.get(sending__kind="transfer_request").state == "stopped"
    with pytest.raises(NotReady, match="trukket tilbake"):
        accepted(row)
    proposed(initiative)


def test_the_database_holds_that_both_confirm_and_that_one_is_open(place):
    initiative, _decider = place
    row = proposed(initiative)

    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.filter(pk=row.pk).update(completed_at=now())
    proposer = {"proposed_by": row.proposed_by, "reason": WHY}
    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.create(initiative=initiative, to_owner=row.to_owner, **proposer)


def test_administrators_and_closed_accounts_do_not_take_over(place):
    initiative, _decider = place
    admin = world.association_admin()

    with pytest.raises(NotReady, match="Administratorer"):
        accepted(proposed(initiative, email=admin.email))

    assert Transfer.objects.get().new_confirmed_at is None


def test_from_the_page_and_the_mail_to_a_new_owner(place, client, mailoutbox):
    initiative, decider = place
    home = f"/initiativ/{initiative.pk}/eierskap/"
    Organisation.objects.filter(name="Arendal Næringsforening").delete()
    owner = world.organisation("Arendal Næringsforening", "association")
    client.force_login(world.coordinator_of(initiative))
    fields = {"organisation_text": owner.number, "name": "Ny Leder", "email": "ny@eksempel.no", "reason": WHY}
    client.post(f"{home}foresla/", fields)
    mailoutbox.clear()
    send_waiting()
    [asked] = [one for one in mailoutbox if "Skal" in one.subject]
    [asks_decider] = [one for one in mailoutbox if decider.email in one.to[0]]
    path = re.search(r"https?://[^/]+(/eierskap/\S+)", asked.body)[1]
    guest = Client()

    shown = guest.get(path).content.decode()
    empty = guest.post(path, {"title": "", "basis": ""})
    guest.post(path, {"title": "daglig leder", "basis": "styrets sak 3/27"})
    waiting = guest.get(path).content.decode()
    client.force_login(decider)
    [confirm] = [one for one in html.fromstring(client.get(home).content).forms if one.action.endswith("/bekreft/")]
    done = client.post(confirm.action, follow=True).content.decode()

    assert "Arendal Næringsforening er foreslått som ny eier" in shown
    assert WHY in shown
    assert empty.status_code == 422
    assert "når den gamle eieren også har bekreftet" in waiting
    assert "Beslutningstakeren må bekrefte" in asks_decider.body
    assert "Eierskapet er overført." in done
    assert "Arendal Næringsforening eier initiativet." in done
    assert deciders(initiative) == ["ny@eksempel.no: coordinator, daglig leder, styrets sak 3/27"]


def test_once_decisions_rest_on_the_owner_it_is_not_edited(place, client):
    initiative, _decider = place
    coordinator = world.coordinator_of(initiative)
    other = world.organisation("Arendal Næringsforening", "association")

    with pytest.raises(NotReady, match="begge eierne"):
        edit_initiative(initiative, {"owner": other}, revision=initiative.revision, by=coordinator)
    edit_initiative(initiative, {"area_name": "Havna"}, revision=initiative.revision, by=coordinator)
    client.force_login(coordinator)
    page = client.get(f"/initiativ/{initiative.pk}/opplysninger/").content.decode()

    initiative.refresh_from_db()
    assert (str(initiative.owner), initiative.area_name) == ("Arendal kommune", "Havna")
    assert 'name="organisation_text"' not in page


def test_before_the_first_decision_the_owner_is_edited_freely():
    initiative = gates_world.named(world.initiative())
    other = world.organisation("Arendal Næringsforening", "association")

    edit_initiative(initiative, {"owner": other}, revision=initiative.revision, by=world.coordinator_of(initiative))

    assert str(Initiative.objects.get().owner) == "Arendal Næringsforening"


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_five_queries(place, client, django_assert_num_queries, number):
    initiative, decider = place
    for _time in range(number):
        withdraw_transfer(proposed(initiative), by=decider)
    proposed(initiative)
    client.force_login(decider)

    with django_assert_num_queries(5):
        client.get(f"/initiativ/{initiative.pk}/eierskap/")

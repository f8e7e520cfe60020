"""Colleagues are invited by a link that logs nobody in; roles change only with a fresh code."""

import re

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError

from accounts.access import NotReady
from accounts.models import JournalEntry, User
from initiatives import services
from initiatives.models import MemberInvitation, Role
from mail.kinds import Mail, Stopped, kind_of
from mail.models import Message
from tests import world
from tests.accounts_world import give_fresh_code

pytestmark = pytest.mark.django_db


def at(initiative, *rest):
    return "/".join(["", "initiativ", str(initiative.pk), "medlemmer", *map(str, rest), ""])


def invited(initiative, **changes):
    fields = {"email": "ola@eksempel.no", "name": "Ola Berg", "role": Role.EDITOR, **changes}
    return services.invite_member(initiative, by=world.coordinator_of(initiative), **fields)


def link_of(invitation):
    message = Message.objects.filter(sending__kind="member_invitation", subject_id=invitation.pk).latest("pk")
    mail = kind_of("member_invitation").build(message)
    assert isinstance(mail, Mail)
    return re.search(r"/bli-med/[\w-]+/", mail.text).group()


def looker(initiative, who):
    if who == "admin":
        return world.association_admin()
    if who == "stranger":
        return world.coordinator_of(world.initiative("Stavanger"))
    return world.coordinator_of(initiative) if who == "coordinator" else world.member(initiative, who, "Per")


ROLES = ["coordinator", "editor", "reader", "partner", "admin", "stranger"]


@pytest.mark.parametrize(("who", "status"), [*zip(ROLES, [200, 200, 200, 403, 200, 404], strict=True)])
def test_who_sees_the_members(client, who, status):
    initiative = world.initiative()
    client.force_login(looker(initiative, who))

    assert client.get(at(initiative)).status_code == status


@pytest.mark.parametrize(("who", "status"), [*zip(ROLES, [302, 403, 403, 403, 403, 404], strict=True)])
@pytest.mark.parametrize("act", ["invite", "withdraw", "again", "role", "decider", "end"])
def test_only_coordinators_change_who_is_a_member(client, who, status, act):
    initiative = world.initiative()
    asked = invited(initiative)
    other = initiative.memberships.get(user=world.member(initiative, "editor", "Siri"))
    client.force_login(looker(initiative, who))
    give_fresh_code(client)
    doors = {
        "invite": (at(initiative, "inviter"), {"name": "Nils", "email": "nils@eksempel.no", "role": "reader"}),
        "withdraw": (at(initiative, "invitasjoner", asked.pk, "trekk"), {}),
        "again": (at(initiative, "invitasjoner", asked.pk, "send"), {}),
        "role": (at(initiative, other.pk, "rolle"), {"role": "reader"}),
        "decider": (at(initiative, other.pk, "beslutningstaker"), {"title": "rektor", "basis": "sak 1/26"}),
        "end": (at(initiative, other.pk, "avslutt"), {}),
    }
    written = JournalEntry.objects.count()

    answer = client.post(*doors[act])

    assert answer.status_code == status
    assert (JournalEntry.objects.count() > written) == (status == 302)


def test_the_link_shows_first_and_makes_a_member_only_when_pressed(client):
    initiative = world.initiative()
    link = link_of(invited(initiative))

    shown = client.get(link)
    before = User.objects.filter(email="ola@eksempel.no").exists()
    answer = client.post(link)

    assert shown.status_code == 200
    assert shown["Cache-Control"] == "no-store, private"
    assert not before
    assert initiative.memberships.get(user__email="ola@eksempel.no").role == Role.EDITOR
    assert answer.url == "/"
    assert "_auth_user_id" not in client.session
    assert "Logg inn" in str(next(iter(get_messages(answer.wsgi_request))))


def test_the_link_takes_the_person_who_has_a_log_in_already(client):
    initiative = world.initiative()
    ola = User.objects.create_user("ola@eksempel.no", "Ola Berg Hansen")

    client.post(link_of(invited(initiative, email="OLA@eksempel.no")))

    assert initiative.memberships.get(user=ola).role == Role.EDITOR
    assert User.objects.filter(email="ola@eksempel.no").count() == 1


def test_pressing_twice_changes_nothing(client):
    initiative = world.initiative()
    link = link_of(invited(initiative))
    client.post(link)
    services.end_membership(
        initiative.memberships.get(user__email="ola@eksempel.no"), by=world.coordinator_of(initiative)
    )

    again = client.post(link)

    assert again.status_code == 302
    assert not initiative.memberships.filter(user__email="ola@eksempel.no", ended_at=None).exists()


def test_a_withdrawn_invitation_opens_nothing_and_its_mail_is_stopped(client):
    initiative = world.initiative()
    invitation = invited(initiative)
    link = link_of(invitation)
    services.withdraw_invitation(invitation, by=world.coordinator_of(initiative))

    message = Message.objects.get(subject_id=invitation.pk, sending__kind="member_invitation")

    assert client.get(link).status_code == 404
    assert client.post(link).status_code == 404
    assert isinstance(kind_of("member_invitation").build(message), Stopped)


def test_a_person_whose_access_was_taken_is_not_let_in_by_a_link(client):
    initiative = world.initiative()
    link = link_of(invited(initiative))
    User.objects.create_user("ola@eksempel.no", "Ola Berg", is_active=False)

    answer = client.post(link)

    assert answer.status_code == 409
    assert "Brukeren din er stengt" in answer.content.decode()
    assert initiative.memberships.count() == 1


def test_sending_again_is_a_new_mail_with_the_same_link():
    initiative = world.initiative()
    invitation = invited(initiative)
    first = link_of(invitation)

    services.send_again(invitation, by=world.coordinator_of(initiative))

    assert Message.objects.filter(subject_id=invitation.pk, sending__kind="member_invitation").count() == 2
    assert link_of(invitation) == first


def test_nobody_is_invited_twice():
    initiative = world.initiative()
    invited(initiative)

    with pytest.raises(ValidationError):
        invited(initiative)
    with pytest.raises(ValidationError):
        invited(initiative, email=world.coordinator_of(initiative).email)


@pytest.mark.parametrize(
    ("field", "value"),
    [("email", "ola"), ("email", "øystein@eksempel.no"), ("name", ""), ("role", "partner"), ("role", "sjef")],
)
def test_a_bad_invitation_is_answered_at_the_field(client, field, value):
    initiative = world.initiative()
    client.force_login(world.coordinator_of(initiative))
    fields = {"name": "Ola", "email": "ola@eksempel.no", "role": "editor", field: value}

    answer = client.post(at(initiative, "inviter"), fields)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not MemberInvitation.objects.exists()


def test_a_role_changes_only_after_a_fresh_code_and_then_by_itself(client):
    initiative = world.initiative()
    other = initiative.memberships.get(user=world.member(initiative, "editor"))
    client.force_login(world.coordinator_of(initiative))
    door = at(initiative, other.pk, "rolle")

    asked = client.post(door, {"role": "reader", "form_key": "7d8f2c9e-3f0a-4a57-9d51-0f3b6a4f1c11"})
    before = initiative.memberships.get(pk=other.pk).role
    given = give_fresh_code(client, door)
    client.get(given.url)

    assert asked.url.startswith("/konto/")
    assert before == "editor"
    assert initiative.memberships.get(pk=other.pk).role == "reader"


def test_the_page_that_names_a_decider_asks_for_a_fresh_code(client):
    initiative = world.initiative()
    client.force_login(world.coordinator_of(initiative))

    answer = client.get(at(initiative, initiative.memberships.get().pk, "beslutningstaker"))

    assert answer.url.startswith("/konto/")


def test_the_last_coordinator_stays_and_the_page_says_why(client):
    initiative = world.initiative()
    kari = world.coordinator_of(initiative)
    membership = initiative.memberships.get(user=kari)
    client.force_login(kari)
    give_fresh_code(client)

    page = client.get(at(initiative)).content.decode()
    answers = [
        client.post(at(initiative, membership.pk, "avslutt")),
        client.post(at(initiative, membership.pk, "rolle"), {"role": "reader"}),
    ]

    membership.refresh_from_db()
    assert page.count("Initiativet må ha en koordinator. Gi rollen til en annen først.") == 2
    assert page.count(" disabled aria-describedby") == 2
    assert [answer.status_code for answer in answers] == [409, 409]
    assert (membership.role, membership.ended_at) == (Role.COORDINATOR, None)


def test_with_a_successor_the_coordinator_leaves(client):
    initiative = world.initiative()
    kari = world.coordinator_of(initiative)
    world.member(initiative, "coordinator", "Siri Lund")
    client.force_login(kari)

    answer = client.post(at(initiative, initiative.memberships.get(user=kari).pk, "avslutt"))

    assert answer.url == "/"
    assert client.get(at(initiative)).status_code == 404


def test_a_reader_leaves_by_themselves(client):
    initiative = world.initiative()
    reader = world.member(initiative, "reader")
    client.force_login(reader)

    client.post(at(initiative, initiative.memberships.get(user=reader).pk, "avslutt"))

    assert not initiative.memberships.filter(user=reader, ended_at=None).exists()


def test_the_decider_leaves_only_when_another_is_named():
    initiative = world.initiative()
    jon = world.decider_of(initiative)

    with pytest.raises(NotReady, match="beslutningstaker"):
        services.end_membership(initiative.memberships.get(user=jon), by=jon)


def test_the_decider_is_named_with_title_and_basis(client):
    initiative = world.initiative()
    world.decider_of(initiative, "Jon Dahl")
    siri = initiative.memberships.get(user=world.member(initiative, "reader", "Siri Lund"))
    client.force_login(world.coordinator_of(initiative))
    give_fresh_code(client)

    refused = client.post(at(initiative, siri.pk, "beslutningstaker"), {"title": "rektor", "basis": ""})
    client.post(at(initiative, siri.pk, "beslutningstaker"), {"title": "rektor", "basis": "styrevedtak 4/26"})

    assert refused.status_code == 422
    assert initiative.memberships.get(is_decider=True) == siri


def test_the_association_sees_members_but_not_who_is_asked(client):
    initiative = world.initiative()
    invited(initiative, name="Hemmelig Invitert")
    client.force_login(world.association_admin())

    page = client.get(at(initiative)).content.decode()

    assert "Kari Nilsen" in page
    assert "Hemmelig Invitert" not in page
    assert "Send invitasjonen" not in page


def test_the_association_is_told_of_a_new_initiative():
    tuva = world.association_admin()
    world.someone("Sluttet", is_association_admin=True, is_active=False)

    initiative = world.initiative()

    message = Message.objects.get(sending__kind="initiative_created")
    mail = kind_of("initiative_created").build(message)
    assert message.address == tuva.email
    assert mail.subject == "Nytt initiativ: Pådriv Arendal"
    assert f"/initiativ/{initiative.pk}/" in mail.text


@pytest.mark.parametrize("number", [1, 100])
def test_the_members_page_costs_the_same_with_more_members(client, django_assert_num_queries, number):
    initiative = world.initiative()
    for index in range(number):
        world.member(initiative, "reader", f"Leser {index}")
        invited(initiative, email=f"leser{index}@eksempel.no")
    client.force_login(world.coordinator_of(initiative))

    with django_assert_num_queries(7):
        client.get(at(initiative))

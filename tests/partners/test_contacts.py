"""Who speaks for a partner: named, invited by a link, let in after a yes, and out again."""

import re

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.access import NotReady
from accounts.models import User
from initiatives.models import Role
from mail.links import token_for
from mail.models import Message
from mail.sending import send_waiting
from partners import policy, services
from partners.models import Contact
from partners.stages import Stage
from tests import partners_world, world
from tests.accounts_world import code_in_the_mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def initiative():
    return world.initiative()


@pytest.fixture
def partner(initiative):
    return world.partner(initiative, "Havnebanken")


def page_of(contact):
    return reverse("partners:accept_contact", args=[token_for("contact", contact.pk)])


def role_of(initiative, user):
    return initiative.memberships.get(user=user, ended_at=None).role


def test_the_first_contact_is_the_main_one_and_the_next_takes_over(initiative, partner):
    by = world.coordinator_of(initiative)
    liv, ola = partners_world.contact(partner, "Liv Moe"), partners_world.contact(partner, "Ola Vik")

    assert [row.is_main for row in (liv, ola)] == [True, False]

    services.choose_main_contact(ola, by=by)
    services.end_contact(ola, by=by)

    assert Contact.objects.get(is_main=True, ended_at=None) == liv


def test_a_person_the_partner_has_is_not_added_again(initiative, partner):
    person = world.person(initiative, "Liv Moe", email="liv@eksempel.no", partner=partner)

    contact = partners_world.contact(partner, "Liv M.", email="Liv@eksempel.no")

    assert contact.person == person
    assert contact.person.name == "Liv Moe"
    with pytest.raises(ValidationError):
        partners_world.contact(partner, "Liv Moe", email="liv@eksempel.no")


def test_somebody_elses_address_is_refused(initiative, partner):
    world.person(initiative, email="liv@eksempel.no", partner=world.partner(initiative, "Vellet"))

    with pytest.raises(ValidationError):
        partners_world.contact(partner, "Liv Moe", email="liv@eksempel.no")


def test_naming_and_inviting_gives_no_access_before_the_yes(initiative, partner):
    contact = partners_world.invited(partner, email="liv@eksempel.no")

    assert not User.objects.filter(email="liv@eksempel.no").exists()
    assert not initiative.memberships.filter(role=Role.PARTNER).exists()

    user = services.accept_contact(contact)

    assert role_of(initiative, user) == Role.PARTNER
    assert policy.acts_for(user, partner)
    assert policy.is_partner_contact(user, initiative)


def test_a_contact_acts_for_its_own_partner_and_no_other(initiative, partner):
    user = partners_world.logged_in_contact(partner)
    other, elsewhere = world.partner(initiative, "Vellet"), world.partner(world.initiative("Stavanger"), "Havnebanken")

    assert not policy.acts_for(user, other)
    assert not policy.acts_for(user, elsewhere)
    assert not policy.is_partner_contact(user, elsewhere.initiative)


def test_a_member_who_becomes_a_contact_keeps_the_role(initiative, partner):
    by = world.coordinator_of(initiative)
    contact = partners_world.invited(partner, email=by.email)

    services.accept_contact(contact)

    assert role_of(initiative, by) == Role.COORDINATOR
    services.end_contact(contact, by=by)
    assert role_of(initiative, by) == Role.COORDINATOR


def test_the_association_acts_for_nobody(initiative, partner):
    admin = world.association_admin()
    contact = partners_world.invited(partner, email=admin.email)

    with pytest.raises(NotReady):
        services.accept_contact(contact)

    user = partners_world.logged_in_contact(partner, "Ola Vik")
    user.is_association_admin = True
    assert not policy.acts_for(user, partner)


def test_an_ended_contact_has_no_access_and_a_dead_link(client, initiative, partner):
    by = world.coordinator_of(initiative)
    contact = partners_world.invited(partner)
    user = services.accept_contact(contact)
    url = page_of(contact)

    services.end_contact(contact, by=by)

    partner.initiative.__dict__.pop("_partners_of", None)
    assert not policy.acts_for(user, partner)
    assert not initiative.memberships.filter(user=user, ended_at=None).exists()
    assert client.get(url).status_code == 404
    with pytest.raises(NotReady):
        services.accept_contact(contact)


def test_a_membership_that_ended_takes_the_voice_with_it(initiative, partner):
    user = partners_world.logged_in_contact(partner)
    from initiatives.services import end_membership

    end_membership(initiative.memberships.get(user=user), by=world.coordinator_of(initiative))

    assert not policy.acts_for(user, partner)


def test_the_last_contact_of_a_startup_partner_stays(initiative):
    partner = partners_world.startup_partner(initiative)

    with pytest.raises(NotReady):
        services.end_contact(partner.contacts.get(), by=world.coordinator_of(initiative))


def test_a_partner_that_left_names_nobody(initiative, partner):
    services.move(partner, Stage.DECLINED, reason="Nei.", by=world.coordinator_of(initiative))

    with pytest.raises(NotReady):
        partners_world.contact(partner)


def test_the_database_refuses_a_second_main_contact_and_access_without_a_yes(partner):
    contact = partners_world.contact(partner)
    other = partners_world.contact(partner, "Ola Vik")

    for row, change in ((other, {"is_main": True}), (contact, {"user": world.someone("Nils Nes")})):
        with pytest.raises(IntegrityError), transaction.atomic():
            Contact.objects.filter(pk=row.pk).update(**change)


def test_without_an_address_there_is_nobody_to_invite(partner):
    by = world.coordinator_of(partner.initiative)
    contact = services.name_contact(partner, name="Liv Moe", by=by)

    with pytest.raises(NotReady):
        services.invite_contact(contact, by=by)


def test_from_the_mail_to_a_log_in_with_one_button_and_a_code(client, initiative, partner):
    contact = partners_world.invited(partner, email="liv@eksempel.no")
    send_waiting()
    link = re.search(r"https?://\S+/kontaktperson/\S+", mail.outbox[-1].body).group().rstrip(">).")
    path = "/" + link.split("/", 3)[3]

    shown = client.get(path)
    assert shown.status_code == 200
    assert "Havnebanken" in shown.content.decode()
    assert Contact.objects.get(pk=contact.pk).accepted_at is None

    pressed = client.post(path)
    assert pressed.headers["Location"] == reverse("account_confirm_login_code")
    assert mail.outbox[-1].to == ["Liv Moe <liv@eksempel.no>"]
    done = client.post(pressed.headers["Location"], {"code": code_in_the_mail()}, follow=True)

    assert done.status_code == 200
    assert done.wsgi_request.user.email == "liv@eksempel.no"
    assert role_of(initiative, done.wsgi_request.user) == Role.PARTNER


def test_the_link_is_a_way_in_again_and_makes_nothing_twice(client, initiative, partner):
    contact = partners_world.invited(partner)
    services.accept_contact(contact)

    assert client.post(page_of(contact)).status_code == 302
    assert client.post(page_of(contact)).status_code == 302

    assert initiative.memberships.filter(role=Role.PARTNER).count() == 1


def test_somebody_else_logged_in_is_told_so_and_accepts_nothing(client, initiative, partner):
    contact = partners_world.invited(partner)
    client.force_login(world.coordinator_of(initiative))

    answer = client.post(page_of(contact))

    assert answer.status_code == 409
    assert "Du er logget inn som" in answer.content.decode()
    assert Contact.objects.get(pk=contact.pk).accepted_at is None


def test_codes_by_the_link_stop_at_the_usual_limit(client, partner):
    contact = partners_world.invited(partner)

    answers = [client.post(page_of(contact)).status_code for _again in range(6)]

    assert answers == [302] * 5 + [429]


def test_an_invitation_sent_again_holds_the_same_link(initiative, partner):
    contact = partners_world.invited(partner)
    services.invite_contact(contact, by=world.coordinator_of(initiative))
    send_waiting()

    links = {re.search(r"/kontaktperson/([\w-]+)/", one.body).group(1) for one in mail.outbox}
    assert len(links) == 1
    assert Message.objects.filter(sending__kind="contact_invitation", state="sent").count() == 2


def test_an_invitation_of_one_who_is_out_again_is_not_sent(initiative, partner):
    contact = partners_world.invited(partner)
    services.end_contact(contact, by=world.coordinator_of(initiative))
    send_waiting()

    assert Message.objects.get(sending__kind="contact_invitation").state == "stopped"

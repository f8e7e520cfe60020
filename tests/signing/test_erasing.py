"""A person who is erased goes from rounds too, except from what they answered; a round that goes on waits for it."""

from datetime import timedelta

import pytest

from accounts.access import NotReady
from mail.links import row_of, token_for
from meetings.services import erase
from partners.models import Person
from partners.services import end_signatory
from signing.models import Act
from signing.services.deadlines import extend
from tests import partners_world, signing_world, world
from tests.access.canary import rows_with

pytestmark = pytest.mark.django_db
MARK = "Qwzkxy"


@pytest.fixture(autouse=True)
def _kind():
    with signing_world.known_kind():
        yield


@pytest.fixture
def asked_in():
    """A round whose first invitation is to a person with a name of their own."""
    found = signing_world.opened()
    row = signing_world.invitations(found)[0]
    Person.objects.filter(pk=row.person_id).update(name=f"Bård {MARK}", email=f"baard.{MARK}@eksempel.no".lower())
    type(row).objects.filter(pk=row.pk).update(name=f"Bård {MARK}", address=f"baard.{MARK}@eksempel.no".lower())
    return found


def person_of(asked_in):
    return signing_world.invitations(asked_in)[0].person


def let_go(person):
    """The person no longer signs for the partner, which somebody else does."""
    row = person.signatures_for.get(ended_at=None)
    partners_world.signatory(row.partner, "Ny Signatar")
    end_signatory(row, by=world.coordinator_of(person.initiative))


def test_nobody_is_erased_while_a_round_they_are_asked_in_goes_on(asked_in):
    person = person_of(asked_in)
    let_go(person)

    with pytest.raises(NotReady, match="runde som pågår"):
        erase(person, by=world.coordinator_of(person.initiative))

    assert MARK in Person.objects.get(pk=person.pk).name


def test_one_who_never_answered_leaves_no_byte_when_the_round_is_over(asked_in):
    row = signing_world.invitations(asked_in)[0]
    token = token_for("signing", row.pk)
    let_go(row.person)
    signing_world.voided(asked_in)
    assert any("SigningInvitation" in found for found in rows_with(MARK))

    erase(row.person, by=world.coordinator_of(asked_in.initiative))

    assert rows_with(MARK) == []
    assert row_of("signing", token) is None


def test_mail_about_a_later_deadline_forgets_an_address_that_was_changed_since(asked_in):
    row = signing_world.invitations(asked_in)[0]
    extend(asked_in, deadline=asked_in.deadline + timedelta(days=7), by=world.coordinator_of(asked_in.initiative))
    let_go(row.person)
    signing_world.voided(asked_in)
    Person.objects.filter(pk=row.person_id).update(email="ny@eksempel.no")

    erase(row.person, by=world.coordinator_of(asked_in.initiative))

    assert rows_with(MARK) == []


def test_an_answer_keeps_the_name_it_was_given_in(asked_in):
    row = signing_world.invitations(asked_in)[0]
    signing_world.acted(row, name=f"Bård {MARK}")
    let_go(row.person)
    signing_world.voided(asked_in)

    erase(row.person, by=world.coordinator_of(asked_in.initiative))

    left = {found.split(" ")[0] for found in rows_with(MARK)}
    assert Act.objects.get().name == f"Bård {MARK}"
    assert left <= {"signing.Act", "signing.SigningInvitation"}

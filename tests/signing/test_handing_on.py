"""Who is asked changes while a round is open: old links die, what was done stays, coordinators are told."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from accounts.access import NotReady
from mail.links import row_of, token_for
from mail.models import Message
from paadriv.clock import now
from partners import services as partners
from signing.links import SIGNING
from signing.models import Act
from signing.services import codes, handing_on
from signing.services.acting import Client, NotConfirmed
from signing.services.opening import Asked
from signing.states import ActKind, InvitationState, PartyState, RoundState
from tests import partners_world, signing_world, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation():
    return signing_world.invitations(signing_world.opened())[0]


def coordinator(invitation):
    return world.coordinator_of(invitation.party.round.initiative)


def test_sending_again_makes_a_new_link_and_the_old_one_and_its_codes_are_dead(invitation):
    old = token_for(SIGNING, invitation.pk)
    signing_world.confirmed(invitation)

    handing_on.send_again(invitation, by=coordinator(invitation))

    assert row_of(SIGNING, old) is None
    assert row_of(SIGNING, token_for(SIGNING, invitation.pk)) == invitation.pk
    assert not codes.confirmed(invitation, session=signing_world.SESSION, at=now())
    assert Message.objects.filter(sending__kind="signing_request", subject_id=invitation.pk).count() == 2


def test_nothing_is_sent_again_to_one_who_has_answered(invitation):
    signing_world.acted(invitation)

    with pytest.raises(NotReady, match="ikke har svart"):
        handing_on.send_again(invitation, by=coordinator(invitation))


def test_a_colleague_answers_instead_with_the_authority_that_was_stated(invitation):
    old = token_for(SIGNING, invitation.pk)

    made = signing_world.delegated(invitation, name="Eva Strand")

    invitation.refresh_from_db()
    assert invitation.state == InvitationState.REPLACED
    assert row_of(SIGNING, old) is None
    assert (made.delegated_from, made.state) == (invitation, InvitationState.SENT)
    assert made.person.partner == invitation.party.partner
    news = Message.objects.get(sending__kind="signing_news")
    assert news.sending.content["what"] == "delegated"
    act = signing_world.acted(made, authority=made.authority, reference=made.reference)
    assert act.evidence["invitation"]["delegated_from"] == invitation.pk
    assert "fullmakt, styrets sak 7/26" in act.statement
    with pytest.raises(NotReady):
        signing_world.acted(invitation)


def test_handing_on_needs_a_fresh_code(invitation):
    with pytest.raises(NotConfirmed):
        handing_on.delegate(
            invitation, signing_world.colleague(), reason="", client=Client(session=signing_world.SESSION)
        )


def test_nobody_hands_on_to_themselves_or_to_one_who_has_a_seat(invitation):
    with pytest.raises(ValidationError, match="egen adresse"):
        signing_world.delegated(invitation, email=invitation.address.upper())
    made = signing_world.delegated(invitation, email="eva@eksempel.no")
    with pytest.raises(ValidationError, match="egen adresse"):
        signing_world.delegated(made, email="eva@eksempel.no")


def test_nobody_is_mailed_who_does_not_want_it(invitation):
    known = world.person(invitation.party.round.initiative, "Eva Strand", email="eva@eksempel.no")
    partners.opt_out(known, by=None)

    with pytest.raises(ValidationError, match="Bruk en annen"):
        signing_world.delegated(invitation, email="eva@eksempel.no")


def test_one_who_took_the_answer_back_is_asked_anew_by_a_new_invitation(invitation):
    signing_world.acted(invitation)
    signing_world.acted(invitation, ActKind.WITHDRAW)

    made = handing_on.ask_anew(invitation, by=coordinator(invitation))

    assert signing_world.party(invitation.party.round).state == PartyState.INVITED
    made = next(row for row in signing_world.invitations(invitation.party.round) if row.pk == made.pk)
    signing_world.acted(made)
    assert signing_world.party(invitation.party.round).state == PartyState.DONE
    assert Act.objects.count() == 3


def test_an_optional_party_that_declined_is_asked_anew_and_its_no_stays_visible():
    version = signing_world.version()
    first, second = signing_world.partners(version.document.initiative)
    asked_in = signing_world.opened(version, parties=[Asked(first), Asked(second, is_required=False)])
    other = signing_world.invitations(asked_in)[1]
    signing_world.acted(other, ActKind.DECLINE)

    handing_on.ask_anew(other, by=coordinator(other))

    assert Act.objects.get().kind == ActKind.DECLINE
    assert signing_world.party(asked_in, 1).state == PartyState.INVITED
    asked_in.refresh_from_db()
    assert asked_in.state == RoundState.OPEN


def test_a_yes_is_not_asked_for_anew_when_the_other_person_of_the_party_said_no():
    version = signing_world.version()
    initiative = version.document.initiative
    parties = [Asked(partner) for partner in signing_world.partners(initiative)]
    joint = partners_world.startup_partner(initiative, "Fjordlaget", joint=True)
    asked_in = signing_world.opened(version, parties=[*parties, Asked(joint, is_required=False)])
    yes, refusal = signing_world.invitations(asked_in)[2:]
    signing_world.acted(yes)
    signing_world.acted(refusal, ActKind.DECLINE)
    by = world.coordinator_of(initiative)

    with pytest.raises(NotReady, match="spørres på nytt"):
        handing_on.ask_anew(yes, by=by)
    signing_world.acted(handing_on.ask_anew(refusal, by=by))

    assert signing_world.party(asked_in, 2).state == PartyState.DONE


def test_one_who_took_the_answer_back_and_was_handed_another_seat_is_not_asked_anew():
    version = signing_world.version()
    initiative = version.document.initiative
    joint = partners_world.startup_partner(initiative, "Fjordlaget", joint=True)
    asked_in = signing_world.opened(version, parties=[Asked(joint), *map(Asked, signing_world.partners(initiative))])
    first, other = signing_world.invitations(asked_in)[:2]
    signing_world.acted(first)
    signing_world.acted(first, ActKind.WITHDRAW)
    signing_world.delegated(other, email=first.address)

    with pytest.raises(NotReady, match="allerede spurt"):
        handing_on.ask_anew(first, by=world.coordinator_of(initiative))


def test_one_who_has_not_answered_is_not_asked_anew(invitation):
    with pytest.raises(NotReady, match="spørres på nytt"):
        handing_on.ask_anew(invitation, by=coordinator(invitation))


def test_when_the_round_is_over_nobody_is_asked(invitation):
    signing_world.voided(invitation.party.round)

    for hand in (handing_on.send_again, handing_on.ask_anew):
        with pytest.raises(NotReady, match="Runden er trukket tilbake"):
            hand(invitation, by=coordinator(invitation))

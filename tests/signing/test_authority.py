"""Who may still answer when a round is under way: a lost authority stops an act, and a coordinator can mend it."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse

from accounts.access import NotReady
from accounts.models import JournalEntry
from mail.links import row_of, token_for
from mail.models import Message
from mail.sending import send_waiting
from partners import services as partners
from partners.models import Signatory
from partners.stages import Stage
from signing.links import SIGNING
from signing.models import Act
from signing.services import handing_on
from signing.states import ActKind, InvitationState, PartyState, RoundState
from tests import partners_world, signing_world, world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kind():
    with signing_world.known_kind():
        yield


@pytest.fixture
def invitation():
    return signing_world.invitations(signing_world.opened())[0]


def coordinator(invitation):
    return world.coordinator_of(invitation.initiative)


def let_go(invitation) -> Signatory:
    """The person no longer signs for the organisation; somebody else, who was not asked, does."""
    found = Signatory.objects.get(partner=invitation.party.partner_id, person=invitation.person_id, ended_at=None)
    other = partners_world.signatory(found.partner, "Sissel Dahl")
    partners.end_signatory(found, by=coordinator(invitation))
    return other


def test_one_who_no_longer_signs_for_the_organisation_cannot_answer(invitation):
    signing_world.confirmed(invitation)
    let_go(invitation)

    with pytest.raises(NotReady, match="ikke lenger oppført"):
        signing_world.acted(invitation)

    assert not Act.objects.exists()


def test_an_organisation_that_has_left_cannot_answer(invitation):
    signing_world.confirmed(invitation)
    partners.move(invitation.party.partner, Stage.WITHDRAWN, reason="Styret trakk seg.", by=coordinator(invitation))

    with pytest.raises(NotReady, match="ikke lenger oppstartspartner"):
        signing_world.acted(invitation)

    assert not Act.objects.exists()


def test_the_request_is_not_mailed_to_one_who_lost_the_authority_meanwhile(invitation):
    mail.outbox.clear()
    let_go(invitation)
    send_waiting()

    row = Message.objects.get(sending__kind="signing_request", subject_id=invitation.pk)
    assert (row.state, row.reason) == ("stopped", "Personen kan ikke lenger svare for virksomheten.")
    [letter] = mail.outbox
    assert signing_world.invitations(invitation.party.round)[1].address in letter.to[0]


def test_a_colleague_answers_on_the_word_of_one_who_left_afterwards(invitation):
    made = signing_world.delegated(invitation, name="Eva Strand")
    let_go(invitation)

    assert signing_world.acted(made).is_yes


def test_a_colleague_who_took_the_answer_back_is_asked_anew_and_may_answer(client, invitation):
    made = signing_world.delegated(invitation, name="Eva Strand")
    signing_world.acted(made)
    signing_world.acted(made, ActKind.WITHDRAW)

    again = handing_on.ask_anew(made, by=coordinator(invitation))

    kept = signing_world.acted(again).evidence["authority"]
    assert (kept["stated_by"], kept["invitation"]) == (invitation.name, invitation.pk)


def test_one_who_lost_the_authority_is_not_asked_anew(invitation):
    signing_world.acted(invitation)
    signing_world.acted(invitation, ActKind.WITHDRAW)
    let_go(invitation)

    with pytest.raises(NotReady, match="ikke lenger svare"):
        handing_on.ask_anew(invitation, by=coordinator(invitation))


def test_a_question_is_taken_back_and_another_asked(invitation):
    link, by = token_for(SIGNING, invitation.pk), coordinator(invitation)
    other = let_go(invitation)

    handing_on.revoke(invitation, by=by)
    made = handing_on.ask_also(invitation.party, other, by=by)

    invitation.refresh_from_db()
    assert (invitation.state, row_of(SIGNING, link)) == (InvitationState.REVOKED, None)
    assert (made.name, made.state) == ("Sissel Dahl", InvitationState.PENDING)
    made.refresh_from_db()
    assert made.state == InvitationState.SENT
    signing_world.acted(made)
    assert signing_world.party(invitation.party.round).state == PartyState.DONE
    verbs = JournalEntry.objects.filter(verb__startswith="signing_").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["signing_revoked", "signing_asked_also"]


def test_a_party_that_nobody_is_asked_for_is_still_waited_for(invitation):
    handing_on.revoke(invitation, by=coordinator(invitation))

    party = signing_world.party(invitation.party.round)
    assert (party.state, party.round.state) == (PartyState.INVITED, RoundState.OPEN)


def test_what_was_answered_is_not_taken_back_by_a_coordinator(invitation):
    signing_world.acted(invitation)

    with pytest.raises(NotReady, match="ikke er besvart"):
        handing_on.revoke(invitation, by=coordinator(invitation))


def test_nobody_is_asked_twice_and_nobody_for_one_that_has_answered(invitation):
    by = coordinator(invitation)
    asked = Signatory.objects.get(person=invitation.person_id)
    other = partners_world.signatory(asked.partner, "Sissel Dahl")

    with pytest.raises(NotReady, match="allerede spurt"):
        handing_on.ask_also(invitation.party, asked, by=by)
    signing_world.acted(invitation)
    with pytest.raises(NotReady, match="har svart"):
        handing_on.ask_also(invitation.party, other, by=by)


def test_the_page_says_who_cannot_answer_and_offers_who_can(client, invitation):
    other = let_go(invitation)
    client.force_login(coordinator(invitation))
    rounds = reverse("signing:rounds", args=[invitation.initiative.pk, invitation.party.round.document_id])

    shown = client.get(rounds).content.decode()
    assert "Kan ikke lenger svare" in shown
    assert "Spør også Sissel Dahl" in shown
    at = [invitation.initiative.pk, invitation.pk]
    client.post(reverse("signing:revoke", args=at))
    client.post(reverse("signing:ask_also", args=[invitation.initiative.pk, invitation.party_id, other.pk]))
    shown = client.get(rounds).content.decode()
    assert "Kan ikke lenger svare" not in shown
    assert "Spør også Sissel Dahl" not in shown
    assert "Trukket tilbake" in shown


def test_an_act_keeps_who_stated_the_authority_and_when(invitation):
    named = Signatory.objects.select_related("named_by").get(person=invitation.person_id)

    kept = signing_world.acted(invitation).evidence

    assert kept["authority"] == {
        "stated_by": named.named_by.name,
        "stated_at": named.named_at.isoformat(),
        "signatory": named.pk,
    }
    assert kept["party"]["is_required"] is True


def test_an_act_by_a_colleague_keeps_who_delegated(invitation):
    made = signing_world.delegated(invitation, name="Eva Strand")
    made.refresh_from_db()

    kept = signing_world.acted(made).evidence["authority"]

    assert (kept["stated_by"], kept["invitation"]) == (invitation.name, invitation.pk)
    assert kept["stated_at"] == made.asked_at.isoformat()

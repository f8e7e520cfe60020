"""From an opened round to its end: who is asked when, what completes it, what fails it, and who is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.access import NotReady
from accounts.models import JournalEntry
from mail.models import Message
from paadriv.clock import today
from partners import services as partners
from signing.models import Act, Round
from signing.services import opening
from signing.services.opening import Asked
from signing.states import ActKind, InvitationState, PartyState, RoundState
from tests import partners_world, signing_world, world

pytestmark = pytest.mark.django_db


def sent_to(kind: str) -> list[str]:
    return sorted(Message.objects.filter(sending__kind=kind).values_list("name", flat=True))


def test_an_opened_round_asks_every_signatory_and_tells_the_journal():
    asked_in = signing_world.opened()

    rows = signing_world.invitations(asked_in)
    assert asked_in.state == RoundState.OPEN
    assert [row.state for row in rows] == [InvitationState.SENT] * 2
    assert [party.state for party in asked_in.parties.all()] == [PartyState.INVITED] * 2
    assert sent_to("signing_request") == ["Signatar 1 i Bryggebyen vel", "Signatar 1 i Havnebanken"]
    entry = JournalEntry.objects.get(verb="round_opened")
    assert entry.detail["content"] == asked_in.version.content_sha256


def test_the_last_answer_completes_the_round_in_its_own_transaction():
    asked_in = signing_world.opened()
    first, last = signing_world.invitations(asked_in)

    signing_world.acted(first)
    asked_in.refresh_from_db()
    assert asked_in.state == RoundState.OPEN

    signing_world.acted(last, ActKind.RESERVATION)

    asked_in.refresh_from_db()
    assert asked_in.state == RoundState.COMPLETED
    assert asked_in.closed_at is not None
    assert [party.state for party in asked_in.parties.all()] == [PartyState.DONE] * 2
    assert [asked_in.pk] == signing_world.COMPLETED
    assert len(sent_to("round_completed")) == 2
    assert len(sent_to("signing_receipt")) == 2
    assert sent_to("signing_news") == ["Kari Nilsen"]
    verbs = list(JournalEntry.objects.filter(chain=asked_in.initiative.chain).values_list("verb", flat=True))
    assert verbs[0] == "round_completed"


def test_two_jointly_means_two_people():
    initiative = world.initiative()
    joint = partners_world.startup_partner(initiative, "Havnebanken", joint=True)
    other = partners_world.startup_partner(initiative, "Bryggebyen vel")
    asked_in = signing_world.opened(
        signing_world.version(signing_world.document(initiative)), parties=[Asked(joint), Asked(other)]
    )
    first, second, third = signing_world.invitations(asked_in)

    signing_world.acted(first)
    assert signing_world.party(asked_in).state == PartyState.PARTIAL
    signing_world.acted(third)
    signing_world.acted(second)

    asked_in.refresh_from_db()
    assert asked_in.state == RoundState.COMPLETED


def test_one_of_several_who_may_answer_alone_is_enough_and_the_others_are_told_so():
    initiative = world.initiative()
    many = partners_world.startup_partner(initiative, "Havnebanken", signatories=2)
    other = partners_world.startup_partner(initiative, "Bryggebyen vel")
    asked_in = signing_world.opened(
        signing_world.version(signing_world.document(initiative)), parties=[Asked(many), Asked(other)]
    )
    first, second, _other = signing_world.invitations(asked_in)

    signing_world.acted(first)

    with pytest.raises(NotReady, match="allerede svart for Havnebanken"):
        signing_world.acted(second, ActKind.DECLINE)
    assert Act.objects.count() == 1


def test_a_required_partys_no_fails_the_round_now_and_closes_the_others():
    asked_in = signing_world.opened()
    first, last = signing_world.invitations(asked_in)

    signing_world.acted(first, ActKind.DECLINE)

    asked_in.refresh_from_db()
    last.refresh_from_db()
    assert asked_in.state == RoundState.FAILED
    assert last.state == InvitationState.EXPIRED
    assert [party.state for party in asked_in.parties.order_by("pk")] == [PartyState.DECLINED, PartyState.EXPIRED]
    assert len(sent_to("round_failed")) == 2
    with pytest.raises(NotReady, match="ikke kan det"):
        signing_world.acted(last)


def test_an_optional_partys_no_leaves_the_round_to_the_others():
    initiative = world.initiative()
    required, optional = signing_world.partners(initiative)
    asked_in = signing_world.opened(
        signing_world.version(signing_world.document(initiative)),
        parties=[Asked(required), Asked(optional, is_required=False)],
    )
    first, last = signing_world.invitations(asked_in)

    signing_world.acted(last, ActKind.DECLINE)
    signing_world.acted(first)

    asked_in.refresh_from_db()
    assert asked_in.state == RoundState.COMPLETED
    assert signing_world.party(asked_in, 1).state == PartyState.DECLINED


def test_in_an_ordered_round_the_next_group_is_asked_when_the_one_before_is_done():
    initiative = world.initiative()
    first, last = signing_world.partners(initiative)
    asked_in = signing_world.opened(
        signing_world.version(signing_world.document(initiative)),
        parties=[Asked(first, group=3), Asked(last, group=7)],
        is_ordered=True,
    )
    early, late = signing_world.invitations(asked_in)

    assert [party.group for party in asked_in.parties.order_by("pk")] == [1, 2]
    assert signing_world.party(asked_in, 1).state == PartyState.WAITING
    assert late.state == InvitationState.PENDING
    with pytest.raises(NotReady, match="ikke deres tur"):
        signing_world.acted(late)

    signing_world.acted(early)

    late.refresh_from_db()
    assert late.state == InvitationState.SENT
    assert len(sent_to("signing_request")) == 2


def test_a_round_with_too_few_parties_is_refused():
    version = signing_world.version()
    [one] = signing_world.partners(version.document.initiative, 1)

    with pytest.raises(ValidationError, match="minst 2"):
        signing_world.opened(version, parties=[Asked(one)])
    with pytest.raises(ValidationError, match="bare stå én gang"):
        signing_world.opened(version, parties=[Asked(one), Asked(one)])


def test_a_round_needs_a_party_that_must_answer():
    version = signing_world.version()
    asked = [Asked(one, is_required=False) for one in signing_world.partners(version.document.initiative)]

    with pytest.raises(ValidationError, match="nødvendig"):
        signing_world.opened(version, parties=asked)


def test_a_party_that_nobody_can_answer_for_is_named():
    version = signing_world.version()
    initiative = version.document.initiative
    able, unable = signing_world.partners(initiative)
    partners.opt_out(unable.signatories.get().person, by=None)

    with pytest.raises(NotReady, match="Registrer hvem som kan svare for Bryggebyen vel"):
        signing_world.opened(version, parties=[Asked(able), Asked(unable)])


def test_only_start_up_partners_of_this_initiative_are_asked():
    version = signing_world.version()
    able = signing_world.partners(version.document.initiative, 1)[0]
    candidate = world.partner(version.document.initiative, "Kandidaten")
    elsewhere = partners_world.startup_partner(world.initiative("Stavanger"), "Fremmed")

    for stranger in (candidate, elsewhere):
        with pytest.raises(NotReady, match=f"{stranger.name} er ikke oppstartspartner"):
            signing_world.opened(version, parties=[Asked(able), Asked(stranger)])


def test_only_the_latest_version_is_asked_about_and_only_in_one_open_round():
    old = signing_world.version()
    new = signing_world.version(old.document)
    asked = [Asked(one) for one in signing_world.partners(old.document.initiative)]

    with pytest.raises(NotReady, match="nyere låst versjon"):
        signing_world.opened(old, parties=asked)
    signing_world.opened(new, parties=asked)
    with pytest.raises(NotReady, match="allerede åpen"):
        signing_world.opened(new, parties=asked)


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_a_deadline_is_after_today_and_within_a_year(days):
    with pytest.raises(ValidationError, match="Velg en frist"):
        signing_world.opened(deadline=today() + timedelta(days=days))


def test_a_new_version_asks_again_and_the_old_answers_stay():
    old = signing_world.version()
    asked = [Asked(one) for one in signing_world.partners(old.document.initiative)]
    first = signing_world.all_endorse(signing_world.opened(old, parties=asked))
    new = signing_world.version(old.document, vision="Vi vil ha liv i hele byen.")

    second = signing_world.opened(new, parties=asked)

    assert list(Round.objects.about(old.document)) == [second, first]
    assert Act.objects.filter(party__round=first).count() == 2
    assert all(party.state == PartyState.INVITED for party in second.parties.all())


def test_opening_reads_partners_anew_under_the_lock():
    version = signing_world.version()
    pair = signing_world.partners(version.document.initiative)
    partners.move(pair[0], "withdrawn", reason="Vi har ikke kapasitet.", by=world.coordinator_of(pair[0].initiative))
    pair[0].stage = "startup_partner"

    with pytest.raises(NotReady, match="ikke oppstartspartner"):
        opening.open_round(
            version,
            [Asked(one) for one in pair],
            deadline=today() + timedelta(days=9),
            by=world.coordinator_of(pair[0].initiative),
        )

"""One person's act: the exact words, the evidence, once and only once, and taken back before completion."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from accounts.access import NotReady
from accounts.canonical import digest
from accounts.journal import verify
from accounts.models import JournalEntry
from initiatives import services as initiatives
from mail.models import Message
from paadriv import clock
from paadriv.clock import now
from signing.models import Act
from signing.services import acting
from signing.services.acting import Client, NotConfirmed, evidence_of
from signing.states import ActKind, InvitationState, PartyState, RoundState
from tests import signing_world, world

pytestmark = pytest.mark.django_db
HERE = Client(session=signing_world.SESSION)


@pytest.fixture
def invitation():
    return signing_world.invitations(signing_world.opened())[0]


def test_an_act_keeps_who_on_what_authority_and_the_exact_words(invitation):
    act = signing_world.acted(invitation, authority="vedtak", reference="styrets sak 12/26")

    version = invitation.party.round.version
    assert act.statement == (
        f"Havnebanken stiller seg bak «Målbilde for Pådriv Arendal», versjon 1 av "
        f"{act.statement.split('versjon 1 av ')[1].split('. Til')[0]}. Tilslutningen uttrykker en felles retning og er "
        "ikke rettslig bindende. Grunnlag: vedtak, styrets sak 12/26."
    )
    assert act.statement_id == "endorse-1"
    assert (act.content_sha256, act.pdf_sha256) == (version.content_sha256, version.pdf_sha256)
    assert (act.name, act.title, act.address) == ("Bård Vik", "daglig leder", invitation.address)
    assert act.method == "otp_mail"
    assert act.authenticated_at <= act.at
    assert act.evidence["client"]["ip"] == "192.0.2.7"
    assert act.evidence["party"]["needed"] == 1
    assert act.evidence["link"] is None or act.evidence["link"] > 0


def test_the_secret_of_the_session_and_the_code_are_kept_nowhere(invitation):
    act = signing_world.acted(invitation)

    stored = str([list(model.objects.values_list()) for model in (Act, type(invitation), JournalEntry)])
    assert signing_world.SESSION not in stored + str(act.evidence)
    assert signing_world.code_in_mailbox() not in str(list(Message.objects.values_list()))


def test_the_journal_holds_the_acts_digest_and_the_digest_covers_everything(invitation):
    act = signing_world.acted(invitation)
    act = Act.objects.get(pk=act.pk)

    entry = JournalEntry.objects.get(verb="act_recorded")
    assert entry.detail["digest"] == act.digest == digest(evidence_of(act))
    for field in ("name", "statement", "authority", "at", "evidence"):
        changed = Act.objects.get(pk=act.pk)
        setattr(changed, field, now() if field == "at" else "noe annet")
        assert digest(evidence_of(changed)) != act.digest, field
    assert not list(verify())


def test_a_reservation_is_bound_to_a_section_of_the_version(invitation):
    act = signing_world.acted(invitation, ActKind.RESERVATION)

    assert act.section == "goals"
    assert act.statement.endswith("Merknad til «Mål»: Målet for transport bør tallfestes.")
    with pytest.raises(KeyError):
        signing_world.acted(signing_world.invitations(act.party.round)[1], ActKind.RESERVATION, section="nowhere")


def test_what_people_type_is_never_read_as_a_placeholder(invitation):
    act = signing_world.acted(invitation, ActKind.RESERVATION, words="Se {virksomhet_med_orgnr} og {ukjent}")

    assert "Se {virksomhet_med_orgnr} og {ukjent}." in act.statement


def test_a_double_click_gives_one_act(invitation):
    key = uuid.uuid4()

    first, second = (signing_world.acted(invitation, form_key=key) for _time in range(2))

    assert first == second == Act.objects.get()
    assert Message.objects.filter(sending__kind="signing_receipt").count() == 1


def test_the_same_answer_in_another_tab_shows_the_first(invitation):
    assert signing_world.acted(invitation) == signing_world.acted(invitation)
    assert Act.objects.count() == 1


def test_another_answer_after_the_first_is_refused(invitation):
    signing_world.acted(invitation)

    with pytest.raises(NotReady, match="allerede svart"):
        signing_world.acted(invitation, ActKind.DECLINE)


@pytest.mark.parametrize(
    "change",
    [{"content_sha256": "0" * 64}, {"statement_sha256": "0" * 64}, {"statement_id": "endorse-2"}],
)
def test_a_stale_screen_is_refused_and_nothing_is_recorded(invitation, change):
    given = signing_world.answer()
    signing_world.confirmed(invitation)
    stale = replace(signing_world.consent(invitation, given), **change)

    with pytest.raises(NotReady):
        acting.act(invitation, given, stale, client=HERE)

    assert not Act.objects.exists()
    invitation.refresh_from_db()
    assert invitation.state == InvitationState.OPENED


def test_words_other_than_those_shown_are_refused(invitation):
    given = signing_world.answer()
    signing_world.confirmed(invitation)
    shown = signing_world.consent(invitation, given)

    with pytest.raises(NotReady, match="Teksten du bekreftet"):
        acting.act(invitation, replace(given, reference="en annen sak"), shown, client=HERE)


def test_without_a_fresh_code_nobody_acts(invitation):
    given = signing_world.answer()
    consent = signing_world.consent(invitation, given)

    with pytest.raises(NotConfirmed):
        acting.act(invitation, given, consent, client=HERE)
    signing_world.confirmed(invitation)
    with pytest.raises(NotConfirmed):
        acting.act(invitation, given, consent, client=Client(session="en annen nettleser"))
    with clock.set_to(now() + timedelta(minutes=61)), pytest.raises(NotConfirmed):
        acting.act(invitation, given, consent, client=HERE)
    assert not Act.objects.exists()


def test_a_yes_is_taken_back_before_completion_and_both_acts_stay(invitation):
    yes = signing_world.acted(invitation)

    no = signing_world.acted(invitation, ActKind.WITHDRAW)

    invitation.refresh_from_db()
    assert no.withdraws == yes
    assert list(Act.objects.order_by("pk")) == [yes, no]
    assert not Act.objects.standing().exists()
    assert invitation.state == InvitationState.WITHDRAWN
    assert signing_world.party(invitation.party.round).state == PartyState.WITHDRAWN
    assert Message.objects.filter(sending__kind="signing_news").count() == 1


def test_nothing_is_taken_back_twice_or_without_a_yes(invitation):
    with pytest.raises(NotReady, match="ikke noe svar å trekke"):
        signing_world.acted(invitation, ActKind.WITHDRAW)
    signing_world.acted(invitation)
    signing_world.acted(invitation, ActKind.WITHDRAW)

    with pytest.raises(NotReady):
        signing_world.acted(invitation, ActKind.WITHDRAW, words="En annen begrunnelse")


def test_after_completion_nothing_is_taken_back():
    asked_in = signing_world.all_endorse(signing_world.opened())

    with pytest.raises(NotReady, match="fullført"):
        signing_world.acted(signing_world.invitations(asked_in)[0], ActKind.WITHDRAW)
    assert Act.objects.standing().count() == 2


def test_an_endorsing_round_takes_no_signature(invitation):
    with pytest.raises(NotReady, match="ikke imot"):
        signing_world.acted(invitation, ActKind.SIGN)


def test_a_signing_round_takes_a_signature_and_no_endorsement():
    first, _last = signing_world.invitations(signing_world.opened(purpose="sign"))

    with pytest.raises(NotReady, match="ikke imot"):
        signing_world.acted(first)
    assert "undertegner «Målbilde" in signing_world.acted(first, ActKind.SIGN).statement


def test_when_the_initiative_is_stopped_nobody_acts(invitation):
    initiative = invitation.party.round.initiative
    initiatives.stop(initiative, reason="Vi stopper her.", by=world.decider_of(initiative))

    with pytest.raises(NotReady, match="avsluttet"):
        signing_world.acted(invitation)


def test_after_the_last_day_nobody_acts_though_no_job_has_run(invitation):
    with clock.set_to(now() + timedelta(days=15)), pytest.raises(NotReady, match="Fristen"):
        signing_world.acted(invitation)
    invitation.party.round.refresh_from_db()
    assert invitation.party.round.state == RoundState.OPEN


def test_on_the_last_day_one_may_still_act(invitation):
    with clock.set_to(now() + timedelta(days=14)):
        assert signing_world.acted(invitation).pk

"""The model that random sequences walk through, and what must hold of its rounds and acts after every step.

What holds is said from the acts and the clock alone, not by the rules that wrote the states.
"""

from __future__ import annotations

import itertools
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from accounts.access import NotReady
from accounts.canonical import digest
from accounts.journal import verify
from accounts.models import JournalEntry
from documents.models import CompletedCopy
from mail.links import row_of, token_for
from paadriv import clock
from paadriv.clock import now
from paadriv.text import local
from signing.links import SIGNING
from signing.models import Act, Round, RoundParty, SigningInvitation
from signing.rows import rounds_of
from signing.services import acting, deadlines, handing_on
from signing.services.acting import Client, evidence_of
from signing.services.opening import Asked
from signing.states import LIVE, POSITIVE, ActKind, InvitationState, PartyState, RoundState
from tests import partners_world, signing_world, world

Intention = tuple[str, int]


class Model:
    """One document, three partners (two of them jointly, the last may stay away), and the time it is."""

    def __init__(self, *, is_ordered: bool) -> None:
        self.moment, self.is_ordered = now(), is_ordered
        self.emails = (f"kollega{number}@eksempel.no" for number in itertools.count())
        self.initiative = world.initiative()
        self.by = world.coordinator_of(self.initiative)
        joint = partners_world.startup_partner(self.initiative, "Havnebanken", joint=True)
        alone = partners_world.startup_partner(self.initiative, "Bryggebyen vel")
        optional = partners_world.startup_partner(self.initiative, "Kraftlaget", joint=True)
        self.asked = [Asked(joint), Asked(alone, group=2), Asked(optional, group=2, is_required=False)]
        self.version = signing_world.version(signing_world.document(self.initiative))
        signing_world.COMPLETED.clear()
        self.open()

    def open(self) -> None:
        signing_world.opened(self.version, parties=self.asked, is_ordered=self.is_ordered)

    @property
    def round(self) -> Round:
        return Round.objects.about(self.version.document)[0]

    def person(self, place: int) -> SigningInvitation:
        rows = signing_world.invitations(self.round)
        return rows[place % len(rows)]

    def does(self, what: str, which: int) -> None:
        """One intention; being refused is fine, half a change is not."""
        if what == "wait":
            self.moment += timedelta(days=which)
            return
        with clock.set_to(self.moment), suppress(NotReady, ValidationError):
            self._does(what, which)

    def _does(self, what: str, which: int) -> None:
        if what in ActKind.values:
            signing_world.acted(self.person(which), what)
        elif what == "unconfirmed":
            row, given = self.person(which), signing_world.answer()
            acting.act(row, given, signing_world.consent(row, given), client=Client(session="en fremmed"))
        elif what == "delegate":
            signing_world.delegated(self.person(which), email=next(self.emails))
        elif what == "send again":
            handing_on.send_again(self.person(which), by=self.by)
        elif what == "ask anew":
            handing_on.ask_anew(self.person(which), by=self.by)
        elif what == "extend":
            deadlines.extend(self.round, deadline=self.round.deadline + timedelta(days=9), by=self.by)
        elif what == "void":
            deadlines.void(self.round, reason="Teksten må skrives om.", by=self.by)
        elif what == "remind":
            deadlines.remind_due()
        elif what == "expire":
            deadlines.expire_due()
        elif what == "new version":
            self.version = signing_world.version(self.version.document, vision=f"Utkast {self.moment}")
        else:
            self.open()


class Held:
    """What was seen after the steps before: acts, and rounds that are over, stay as they were."""

    def __init__(self) -> None:
        self.acts: dict[int, dict[str, Any]] = {}
        self.over: dict[int, tuple[Any, ...]] = {}

    def holds(self, model: Model) -> None:
        """What is true at all times."""
        rounds = list(Round.objects.about(model.version.document).order_by("pk"))
        self._what_is_done_stays(rounds)
        assert sum(one.is_open for one in rounds) <= 1
        for asked_in in rounds:
            _acts_hold(asked_in)
            _states_hold(asked_in)
        _only_what_is_endorsed_is_complete(model, rounds)
        for row in SigningInvitation.objects.filter(party__round__in=rounds).order_by("pk"):
            opens = row_of(SIGNING, token_for(SIGNING, row.pk)) == row.pk
            assert opens == (row.state != InvitationState.REPLACED)
        assert not list(verify())

    def _what_is_done_stays(self, rounds: list[Round]) -> None:
        acts = {row["id"]: row for row in Act.objects.filter(party__round__in=rounds).order_by("pk").values()}
        over = {
            one.pk: (one.state, one.closed_at, one.version_id, one.void_reason, list(_acts_of(one)))
            for one in rounds
            if not one.is_open
        }
        assert {pk: acts.get(pk) for pk in self.acts} == self.acts
        assert {pk: over.get(pk) for pk in self.over} == self.over
        self.acts, self.over = acts, over


def _acts_of(asked_in: Round) -> QuerySet[Act]:
    return Act.objects.filter(party__round=asked_in).order_by("pk")


def _acts_hold(asked_in: Round) -> None:
    """Each act is about the round's version, in time and in turn, and said once for its seat."""
    acts = list(_acts_of(asked_in).select_related("party", "withdraws"))
    entries = JournalEntry.objects.filter(verb="act_recorded", detail__round=asked_in.pk)
    assert sorted(entry.detail["digest"] for entry in entries) == sorted(act.digest for act in acts)
    for act in acts:
        assert (act.content_sha256, act.pdf_sha256) == (asked_in.version.content_sha256, asked_in.version.pdf_sha256)
        assert digest(evidence_of(act)) == act.digest
        assert act.statement
        assert act.kind in (ActKind.ENDORSE, ActKind.RESERVATION, ActKind.DECLINE, ActKind.WITHDRAW)
        assert local(act.at).date() <= asked_in.deadline
        assert asked_in.closed_at is None or act.at <= asked_in.closed_at
    first = [act for act in acts if act.withdraws is None]
    assert len({act.invitation_id for act in first}) == len(first)
    assert all(act.withdraws.invitation_id == act.invitation_id for act in acts if act.withdraws)
    later = [act.pk for act in acts if act.party.group == 2]
    if asked_in.is_ordered and later:
        before = [act for act in acts if act.pk < later[0] and act.party.group == 1 and act.kind in POSITIVE]
        assert len(before) >= 2


def _states_hold(asked_in: Round) -> None:
    """The states follow from the acts; nobody has two seats, and nobody is waited for when it is over."""
    parties = list(asked_in.parties.prefetch_related("invitations").order_by("pk"))
    yes, no = _answers(asked_in, parties)
    for party in parties:
        assert len(set(yes[party.pk])) == len(yes[party.pk]) <= party.needed
        is_done = len(yes[party.pk]) == party.needed and party.pk not in no
        assert (party.state == PartyState.DONE) == is_done
        assert (party.state == PartyState.DECLINED) == (party.pk in no)
    done = {party.pk for party in parties if party.state == PartyState.DONE}
    required = {party.pk for party in parties if party.is_required}
    assert (asked_in.state == RoundState.FAILED) == bool(required & no)
    if asked_in.state == RoundState.COMPLETED:
        assert required <= done
    if asked_in.state == RoundState.EXPIRED:
        assert not required <= done
        assert local(asked_in.closed_at).date() > asked_in.deadline
    if not asked_in.is_open:
        assert not [row for party in parties for row in party.invitations.all() if row.state in LIVE]
    elif required <= done:
        assert any(party.pk not in done | no and party.state != PartyState.WITHDRAWN for party in parties)


def _answers(asked_in: Round, parties: list[RoundParty]) -> tuple[dict[int, list[str]], set[int]]:
    """Who says yes for each party, and which parties have said no and were not asked anew."""
    acts = list(_acts_of(asked_in).select_related("invitation"))
    taken_back = {act.withdraws_id for act in acts}
    stand = [act for act in acts if act.kind in POSITIVE and act.pk not in taken_back]
    refusals = [act for act in acts if act.kind == ActKind.DECLINE]
    no = {act.party_id for act in refusals if act.invitation.state != InvitationState.REPLACED}
    return {party.pk: [act.address for act in stand if act.party_id == party.pk] for party in parties}, no


def _only_what_is_endorsed_is_complete(model: Model, rounds: list[Round]) -> None:
    """The kind was told once of each completed round, which has the one copy; the page says so of no other."""
    completed = {one.pk for one in rounds if one.state == RoundState.COMPLETED}
    assert sorted(signing_world.COMPLETED) == sorted(completed)
    copies = CompletedCopy.objects.filter(round_id__in=[one.pk for one in rounds])
    assert sorted(copies.values_list("round_id", flat=True)) == sorted(completed)
    shown = rounds_of(model.version.document)
    assert {row.round.pk for row in shown if row.has_copy} == completed
    for row in shown:
        is_complete = row.round.pk in completed and row.round.version_id == model.version.pk
        assert row.is_completed_on(model.version) == is_complete

"""Random sequences of intentions keep every invariant of rounds and acts (architecture.md §9)."""

from __future__ import annotations

import itertools
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.access import NotReady
from accounts.canonical import digest
from accounts.journal import verify
from accounts.models import JournalEntry
from mail.links import row_of, token_for
from paadriv import clock
from paadriv.clock import now
from signing.links import SIGNING
from signing.models import Act, Round, SigningInvitation
from signing.services import acting, deadlines, handing_on
from signing.services.acting import Client, evidence_of
from signing.services.computing import facts_of
from signing.services.opening import Asked
from signing.states import LIVE, POSITIVE, ActKind, InvitationState, PartyState, RoundState
from tests import partners_world, signing_world, world

pytestmark = pytest.mark.django_db
PEOPLE = st.integers(0, 5)
INTENTIONS = st.one_of(
    st.tuples(st.sampled_from([*ActKind]), PEOPLE),
    st.tuples(st.sampled_from(["delegate", "send again", "ask anew", "unconfirmed"]), PEOPLE),
    st.tuples(st.sampled_from(["extend", "void", "remind", "expire", "open again", "new version"]), st.just(0)),
    st.tuples(st.just("wait"), st.sampled_from([1, 6, 20])),
)


class World:
    """One document, three partners (the first two jointly, the last may stay away), and the time it is."""

    def __init__(self, *, is_ordered: bool) -> None:
        self.moment, self.is_ordered = now(), is_ordered
        self.emails = (f"kollega{number}@eksempel.no" for number in itertools.count())
        self.initiative = world.initiative()
        self.by = world.coordinator_of(self.initiative)
        joint = partners_world.startup_partner(self.initiative, "Havnebanken", joint=True)
        others = [partners_world.startup_partner(self.initiative, name) for name in ("Bryggebyen vel", "Kraftlaget")]
        self.asked = [Asked(joint), Asked(others[0], group=2), Asked(others[1], group=2, is_required=False)]
        self.version = signing_world.version(signing_world.document(self.initiative))
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


def holds(world: World, ends: dict[int, str]) -> None:
    """What is true at all times; ``ends`` remembers how each round ended."""
    rounds = list(Round.objects.about(world.version.document))
    assert sum(one.is_open for one in rounds) <= 1
    for asked_in in rounds:
        _round_holds(asked_in)
        assert ends.setdefault(asked_in.pk, asked_in.state) == asked_in.state or ends[asked_in.pk] == RoundState.OPEN
        ends[asked_in.pk] = asked_in.state
    for row in SigningInvitation.objects.order_by("pk"):
        opens = row_of(SIGNING, token_for(SIGNING, row.pk)) == row.pk
        assert opens == (row.state != InvitationState.REPLACED)
    assert not list(verify())


def _round_holds(asked_in: Round) -> None:
    parties = list(asked_in.parties.prefetch_related("invitations").order_by("pk"))
    facts = facts_of(asked_in, parties)
    acts = list(Act.objects.filter(party__round=asked_in).order_by("pk"))
    entries = JournalEntry.objects.filter(verb="act_recorded", detail__round=asked_in.pk)
    assert sorted(entry.detail["digest"] for entry in entries) == sorted(act.digest for act in acts)
    for act in acts:
        assert (act.content_sha256, act.pdf_sha256) == (asked_in.version.content_sha256, asked_in.version.pdf_sha256)
        assert digest(evidence_of(act)) == act.digest
    for party, known in zip(parties, facts, strict=True):
        standing = Act.objects.standing().filter(party=party)
        assert len({act.address for act in standing}) == len(standing)
        assert known.endorsed <= len(standing)
        assert (party.state == PartyState.DONE) == known.is_done
    live = [row for party in parties for row in party.invitations.all() if row.state in LIVE]
    if not asked_in.is_open:
        assert not live
    if asked_in.state == RoundState.COMPLETED:
        assert all(known.is_done for known in facts if known.is_required)
    if asked_in.state == RoundState.FAILED:
        assert any(known.is_required and known.declined for known in facts)
    assert all(act.kind not in POSITIVE or act.statement for act in acts)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(intentions=st.lists(INTENTIONS, max_size=8), is_ordered=st.booleans())
def test_no_order_of_intentions_breaks_an_invariant(db, intentions, is_ordered):
    made, ends = World(is_ordered=is_ordered), dict[int, str]()

    for what, which in intentions:
        made.does(what, which)

        holds(made, ends)

"""The negative controls of the races: the order of things is forced, and what keeps it right taken away.

Without the lock the database is what is left, and refuses; without its guards too, it goes wrong.
"""

from __future__ import annotations

import threading
import uuid
from functools import partial
from typing import Any
from unittest.mock import patch

import pytest
from django.db import IntegrityError

from accounts import triggers
from paadriv import clock
from signing.models import Act, Round, SigningInvitation
from signing.services import acting, computing, deadlines
from signing.states import ActKind, RoundState
from tests import signing_world, world
from tests.faults.ledger import complaints
from tests.racing import at_once
from tests.signing.racing import (
    SESSIONS,
    Scene,
    acts_of,
    around_the_deadline,
    ended,
    job_without_lock,
    saying,
    without_lock,
    without_uniqueness,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
#: What is left when the lock is gone.
GUARDS = ("signing_act_is_in_an_open_round", "signing_round_ends_once")


class Late:
    """One who answers has looked, and found that all is well; then somebody else ends the round."""

    def __init__(self, other: str) -> None:
        self.round, (first, second) = Scene().opened(days=1)
        self.before, self.after = around_the_deadline(self.round)
        with clock.set_to(self.before):
            for row in (first, second):
                signing_world.confirmed(row, SESSIONS)
            if other != "decline":
                saying(first)()
            self.row, self.answer = second, saying(second)
            self.other = {
                "decline": saying(first, ActKind.DECLINE),
                "void": partial(deadlines.void, self.round, reason="Teksten må skrives om.", by=self._by()),
                "expiry": deadlines.expire_due,
            }[other]
        self.moments = (self.before, self.after if other == "expiry" else self.before)

    def _by(self) -> Any:
        return world.coordinator_of(self.round.initiative)

    def run(self) -> list[Any]:
        """What the late answer and the other came to, the other going first as soon as the answer has looked."""
        has_looked, is_over, check = threading.Event(), threading.Event(), acting._check

        def looked(invitation: SigningInvitation, *args: Any) -> None:
            check(invitation, *args)
            if invitation.pk == self.row.pk:
                has_looked.set()
                assert is_over.wait(timeout=10)

        def other() -> Any:
            assert has_looked.wait(timeout=10)
            try:
                return self.other()
            finally:
                is_over.set()

        with without_lock(), patch.object(acting, "_check", looked):
            return at_once(self.answer, other, moments=self.moments)

    def wrong(self) -> list[str]:
        with clock.set_to(self.moments[1]):
            return complaints({})


OTHERS = {"decline": RoundState.FAILED, "void": RoundState.VOIDED, "expiry": RoundState.EXPIRED}


@pytest.mark.parametrize("other", OTHERS)
def test_without_the_lock_an_answer_comes_too_late_and_the_database_refuses_it(other):
    late = Late(other)

    results = late.run()

    assert isinstance(results[0], IntegrityError), results
    assert "the round is over" in str(results[0])
    assert ended(late.round) == OTHERS[other]
    assert late.row.pk not in Act.objects.order_by("pk").values_list("invitation", flat=True)


@pytest.mark.parametrize("other", OTHERS)
def test_without_lock_and_guards_the_answer_gets_into_a_round_that_was_over(other):
    late = Late(other)
    triggers.drop_guards("default", *GUARDS)

    results = late.run()

    assert isinstance(results[0], Act), results
    assert any("has not ended once in the journal" in line for line in late.wrong())


@pytest.mark.parametrize("guarded", [True, False], ids=["guards", "no guards"])
def test_without_its_lock_the_job_ends_a_round_that_was_completed_meanwhile(guarded):
    """With the guards the database refuses the job; without them all stand behind a version whose time ran out."""
    late = Late("expiry")
    has_looked, is_over, rest = threading.Event(), threading.Event(), computing.end
    if not guarded:
        triggers.drop_guards("default", *GUARDS)

    def end(asked_in: Round, state: RoundState, **details: Any) -> None:
        if state == RoundState.EXPIRED:
            has_looked.set()
            assert is_over.wait(timeout=10)
        rest(asked_in, state, **details)

    def answer() -> Any:
        assert has_looked.wait(timeout=10)
        try:
            return late.answer()
        finally:
            is_over.set()

    with job_without_lock(), patch.object(computing, "end", end):
        results = at_once(answer, late.other, moments=late.moments)

    assert isinstance(results[0], Act)
    if guarded:
        assert isinstance(results[1], IntegrityError), results
        assert ended(late.round) == RoundState.COMPLETED
    else:
        late.round.refresh_from_db()
        assert late.round.state == RoundState.EXPIRED
        assert any("is in another state than its acts give" in line for line in late.wrong())


def test_without_the_lock_both_of_the_last_two_miss_the_end():
    """Each sees its own act alone, and the round stays open for good."""
    asked_in, (first, second) = Scene().opened()
    both_have_looked, rest = threading.Barrier(2), computing.recompute

    def recompute(*args: Any, **kwargs: Any) -> Round:
        both_have_looked.wait(timeout=10)
        found = rest(*args, **kwargs)
        both_have_looked.wait(timeout=10)
        return found

    without_chain = patch.object(acting, "record", lambda *args, **kwargs: None)
    with without_lock(), without_chain, patch.object(acting, "recompute", recompute):
        results = at_once(saying(first), saying(second))

    asked_in.refresh_from_db()
    assert all(isinstance(result, Act) for result in results), results
    assert asked_in.state == RoundState.OPEN
    assert all(party.state == "done" for party in asked_in.parties.all())


def from_two_tabs(first: SigningInvitation, kind: str, key: uuid.UUID | None) -> list[Any]:
    """A yes, and the same person's answer in another tab, when both have looked and neither has written."""
    both_have_looked, look = threading.Barrier(2), acting._same_again

    def looked(*args: Any) -> Act | None:
        found = look(*args)
        both_have_looked.wait(timeout=10)
        return found

    with without_lock(), patch.object(acting, "_same_again", looked):
        return at_once(saying(first, key=key), saying(first, kind, key=key))


TABS = {"double click": (ActKind.ENDORSE, uuid.uuid4()), "two tabs": (ActKind.RESERVATION, None)}


@pytest.mark.parametrize("how", TABS)
def test_without_the_lock_a_second_answer_is_left_to_the_database(how):
    asked_in, (first, _second) = Scene().opened()

    results = from_two_tabs(first, *TABS[how])

    assert sorted(type(result).__name__ for result in results) == ["Act", "IntegrityError"]
    assert len(acts_of(asked_in)) == 1


@pytest.mark.parametrize("how", TABS)
def test_without_lock_and_index_one_person_has_answered_twice(how):
    asked_in, (first, _second) = Scene().opened()
    with without_uniqueness():
        results = from_two_tabs(first, *TABS[how])

        assert all(isinstance(result, Act) for result in results), results
        assert sorted(acts_of(asked_in)) == sorted([ActKind.ENDORSE, TABS[how][0]])

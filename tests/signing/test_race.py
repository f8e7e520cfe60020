"""Two at the same moment, twenty rounds each on PostgreSQL: one order, one outcome, and the log agrees.

What happens with the lock taken away is in test_race_controls.py.
"""

from __future__ import annotations

import uuid
from functools import partial

import pytest

from accounts.access import NotReady
from paadriv import clock
from signing.models import Act, Round
from signing.services import deadlines
from signing.states import ActKind, RoundState
from tests import signing_world, world
from tests.racing import at_once
from tests.signing.racing import SESSIONS, Scene, acts_of, around_the_deadline, ended, finished, saying

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
ROUNDS = 20


def test_the_last_two_at_once_complete_the_round_once():
    scene = Scene()
    for _round in range(ROUNDS):
        asked_in, (first, second) = scene.opened()

        results = at_once(saying(first), saying(second))

        assert all(isinstance(result, Act) for result in results), results
        assert ended(asked_in) == RoundState.COMPLETED
        assert acts_of(asked_in) == [ActKind.ENDORSE] * 2


def test_endorse_against_decline_has_one_outcome_that_the_acts_bear_out():
    scene = Scene()
    for _round in range(ROUNDS):
        asked_in, (first, second) = scene.opened()

        results = at_once(saying(first), saying(second, ActKind.DECLINE))

        assert isinstance(results[1], Act)
        assert ended(asked_in) == RoundState.FAILED
        assert acts_of(asked_in) in ([ActKind.ENDORSE, ActKind.DECLINE], [ActKind.DECLINE])
        assert isinstance(results[0], Act) == (ActKind.ENDORSE in acts_of(asked_in))


def test_the_last_endorsement_against_a_void_is_in_or_out_as_a_whole():
    scene = Scene()
    by = world.coordinator_of(scene.version.document.initiative)
    for _round in range(ROUNDS):
        asked_in, (first, second) = scene.opened()
        saying(first)()

        void = partial(deadlines.void, asked_in, reason="Teksten må skrives om.", by=by)
        results = at_once(saying(second), void)

        state = ended(asked_in)
        is_in = isinstance(results[0], Act)
        assert state == (RoundState.COMPLETED if is_in else RoundState.VOIDED)
        assert len(acts_of(asked_in)) == (2 if is_in else 1)
        assert isinstance(results[1 if is_in else 0], NotReady)


def test_at_the_deadline_an_answer_and_the_job_that_ends_rounds_agree():
    scene = Scene()
    for _round in range(ROUNDS):
        asked_in, (first, second) = scene.opened(days=1)
        just_before, just_after = around_the_deadline(asked_in)
        with clock.set_to(just_before):
            for row in (first, second):
                signing_world.confirmed(row, SESSIONS)
            saying(first)()

        results = at_once(saying(second), deadlines.expire_due, moments=(just_before, just_after))

        state = ended(asked_in)
        is_in = isinstance(results[0], Act)
        assert state == (RoundState.COMPLETED if is_in else RoundState.EXPIRED), results
        assert len(acts_of(asked_in)) == (2 if is_in else 1)


def test_a_double_click_is_one_act_and_both_see_it():
    scene = Scene()
    for _round in range(ROUNDS):
        asked_in, (first, _second) = scene.opened()
        key = uuid.uuid4()

        one, two = at_once(saying(first, key=key), saying(first, key=key))

        assert one == two == Act.objects.get(party__round=asked_in)
        finished(asked_in)


def test_two_tabs_with_different_answers_leave_one_act():
    scene = Scene()
    for _round in range(ROUNDS):
        asked_in, (first, _second) = scene.opened()

        results = at_once(saying(first), saying(first, ActKind.RESERVATION))

        assert sum(isinstance(result, Act) for result in results) == 1
        assert sum(isinstance(result, NotReady) for result in results) == 1
        assert len(acts_of(asked_in)) == 1
        finished(Round.objects.get(pk=asked_in.pk))

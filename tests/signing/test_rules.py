"""When parties have answered and rounds are over, as tables; no database."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signing.rules import PartyFacts, active_group, party_state, round_state
from signing.states import PartyState, RoundState

YES, NO = {"endorsed": 1, "asked": 0}, {"declined": True, "asked": 0}
OPTIONAL = {"is_required": False}


def party(key: int = 1, **facts: object) -> PartyFacts:
    return PartyFacts(key, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, PartyState.INVITED),
        (YES, PartyState.DONE),
        (NO, PartyState.DECLINED),
        ({"needed": 2, "endorsed": 1}, PartyState.PARTIAL),
        ({"needed": 2, "endorsed": 2, "asked": 0}, PartyState.DONE),
        ({"needed": 2, "endorsed": 1, **NO}, PartyState.DECLINED),
        ({"withdrew": True, "asked": 0}, PartyState.WITHDRAWN),
        ({"withdrew": True, "asked": 1}, PartyState.INVITED),
        ({"needed": 2, "endorsed": 1, "withdrew": True, "asked": 0}, PartyState.WITHDRAWN),
        ({"group": 2}, PartyState.WAITING),
        ({"group": 2, "was_asked": True}, PartyState.INVITED),
    ],
)
def test_what_a_party_has_said_is_its_state(facts, state):
    assert party_state(party(**facts), active=1) is state


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, PartyState.EXPIRED),
        ({"needed": 2, "endorsed": 1}, PartyState.EXPIRED),
        (YES, PartyState.DONE),
        (NO, PartyState.DECLINED),
        ({"withdrew": True, "asked": 0}, PartyState.WITHDRAWN),
    ],
)
def test_when_a_round_is_over_the_unanswered_are_expired(facts, state):
    assert party_state(party(**facts), active=1, is_over=True) is state


@pytest.mark.parametrize(
    ("parties", "before", "after"),
    [
        ([{}, YES], RoundState.OPEN, RoundState.EXPIRED),
        ([YES, YES], RoundState.COMPLETED, RoundState.COMPLETED),
        ([YES, NO], RoundState.FAILED, RoundState.FAILED),
        ([{}, NO], RoundState.FAILED, RoundState.FAILED),
        ([YES, OPTIONAL], RoundState.OPEN, RoundState.COMPLETED),
        ([YES, OPTIONAL | NO], RoundState.COMPLETED, RoundState.COMPLETED),
        ([YES, OPTIONAL | YES], RoundState.COMPLETED, RoundState.COMPLETED),
        ([{}, OPTIONAL | NO], RoundState.OPEN, RoundState.EXPIRED),
        ([{"needed": 2, **YES}, YES], RoundState.OPEN, RoundState.EXPIRED),
        ([{"withdrew": True, "asked": 0}, YES], RoundState.OPEN, RoundState.EXPIRED),
        ([OPTIONAL | YES], RoundState.OPEN, RoundState.EXPIRED),
    ],
)
def test_a_round_ends_by_its_required_parties_or_by_the_deadline(parties, before, after):
    listed = [party(key, **facts) for key, facts in enumerate(parties)]

    assert round_state(listed, deadline_passed=False) is before
    assert round_state(listed, deadline_passed=True) is after


def test_a_later_group_waits_for_the_required_before_it_and_for_the_answers_of_the_others():
    first, other, last = party(1), party(2, **OPTIONAL), party(3, group=2)

    assert active_group([first, other, last], is_ordered=True) == 1
    assert active_group([party(1, **YES), other, last], is_ordered=True) == 1
    assert active_group([party(1, **YES), party(2, **OPTIONAL, **NO), last], is_ordered=True) == 2
    assert active_group([first, other, last], is_ordered=False) == 2


def test_when_all_have_answered_the_last_group_is_active():
    assert active_group([party(1, **YES), party(2, group=4, **YES)], is_ordered=True) == 4


facts = st.builds(
    PartyFacts,
    key=st.integers(1, 9),
    group=st.integers(1, 3),
    needed=st.integers(1, 2),
    is_required=st.booleans(),
    endorsed=st.integers(0, 3),
    declined=st.booleans(),
    withdrew=st.booleans(),
    asked=st.integers(0, 3),
    was_asked=st.booleans(),
)


@settings(deadline=None)
@given(parties=st.lists(facts, max_size=5), passed=st.booleans())
def test_no_facts_complete_a_round_that_a_required_party_does_not_stand_behind(parties, passed):
    state = round_state(parties, deadline_passed=passed)

    assert (state is RoundState.FAILED) == any(p.is_required and p.declined for p in parties)
    if state is RoundState.COMPLETED:
        assert all(p.is_done for p in parties if p.is_required)
    if passed:
        assert state is not RoundState.OPEN


@settings(deadline=None)
@given(parties=st.lists(facts, min_size=1, max_size=5))
def test_somebody_may_always_act_in_an_ordered_round_that_is_not_over(parties):
    active = active_group(parties, is_ordered=True)

    assert active in {p.group for p in parties}
    assert all(p.has_answered for p in parties if p.group < active)

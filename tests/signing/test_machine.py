"""Random sequences of intentions keep every invariant of rounds and acts (architecture.md §9).

Chance alone hardly completes a round, so written stories walk through the same model first; that together they
reach every end of a round and every act is asserted in the same test.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from signing.models import Act, Round
from signing.states import ActKind, PartyState, RoundState
from tests.signing.machine import Held, Intention, Model

pytestmark = pytest.mark.django_db

YES, NOTED, NO, BACK = ActKind.ENDORSE, ActKind.RESERVATION, ActKind.DECLINE, ActKind.WITHDRAW
PEOPLE = st.integers(0, 7)
#: Yes is likeliest, and hardly anything ends a round at once: what is rare here is in the stories.
INTENTIONS = st.one_of(
    *[st.tuples(st.sampled_from([YES, YES, NOTED]), PEOPLE)] * 6,
    *[st.tuples(st.sampled_from([BACK, "ask anew", "delegate"]), PEOPLE)] * 3,
    st.tuples(st.sampled_from([NO, ActKind.SIGN, "send again", "unconfirmed"]), PEOPLE),
    st.tuples(st.sampled_from(["extend", "remind", "expire", "new version", "open again"]), st.just(0)),
    st.tuples(st.sampled_from(["wait", "void"]), st.sampled_from([1, 6, 20])),
)
#: Havnebanken's two jointly, Bryggebyen vel, and Kraftlaget's two jointly, which may stay away.
FIRST, SECOND, ALONE, THIRD, FOURTH, NEXT = range(6)
REQUIRED: list[Intention] = [(YES, FIRST), (NOTED, SECOND), (YES, ALONE)]
STORIES: list[tuple[list[Intention], set[str]]] = [
    ([*REQUIRED, (YES, THIRD), (YES, FOURTH), (BACK, FIRST), ("void", 0)], {"completed", "two jointly"}),
    ([*REQUIRED, (NO, THIRD)], {"completed"}),
    ([*REQUIRED, (YES, THIRD), ("wait", 20), (YES, FOURTH), ("expire", 0)], {"completed", "unanswered"}),
    ([*REQUIRED[:2], ("remind", 0), ("wait", 20), ("extend", 0), ("expire", 0), (YES, ALONE)], {"expired"}),
    ([(YES, FIRST), (YES, SECOND), (NO, ALONE), (YES, THIRD), ("open again", 0), (YES, FIRST)], {"failed"}),
    (
        [(YES, ALONE), ("void", 0), ("new version", 0), ("open again", 0), *REQUIRED, (NO, FOURTH)],
        {"voided", "completed"},
    ),
    (
        [(YES, FIRST), (BACK, FIRST), ("ask anew", FIRST), (YES, NEXT), *REQUIRED[1:], (NO, THIRD)],
        {"completed", "withdrawn and asked anew", "two jointly"},
    ),
    (
        [
            *REQUIRED[:2],
            (YES, THIRD),
            (NO, FOURTH),
            ("ask anew", THIRD),
            ("ask anew", FOURTH),
            (YES, NEXT),
            (YES, ALONE),
        ],
        {"completed", "declined and asked anew", "two jointly"},
    ),
    ([("delegate", FIRST), (YES, FIRST), (YES, NEXT), *REQUIRED[1:], (NO, THIRD)], {"completed", "delegated"}),
]
EXPECTED = {*RoundState.values, YES, NOTED, NO, BACK}.union(*(reached for _story, reached in STORIES))


def stories(test: Callable[..., Any]) -> Callable[..., Any]:
    """Every story as an example, in both orders of asking."""
    for story, reached in STORIES:
        for is_ordered in (False, True):
            test = example(intentions=story, is_ordered=is_ordered, wanted=reached)(test)
    return test


def reached_in(model: Model) -> set[str]:
    """What happened in a walk, read from the rows."""
    rounds = Round.objects.about(model.version.document)
    acts = Act.objects.filter(party__round__in=rounds)
    completed = rounds.completed()
    found = {*rounds.values_list("state", flat=True), *acts.values_list("kind", flat=True)}
    for kind, asked in (("withdraw", "withdrawn and asked anew"), ("decline", "declined and asked anew")):
        # the person answered again for the same party, by another invitation
        for act in acts.filter(kind=kind):
            if acts.standing().filter(party=act.party, address=act.address, pk__gt=act.pk).exists():
                found.add(asked)
    if acts.standing().filter(invitation__delegated_from__isnull=False).exists():
        found.add("delegated")
    if completed.filter(parties__state=PartyState.EXPIRED, parties__is_required=False).exists():
        found.add("unanswered")
    if completed.filter(parties__needed=2, parties__state=PartyState.DONE).exists():
        found.add("two jointly")
    return found


def test_no_order_of_intentions_breaks_an_invariant(db):
    reached: set[str] = set()

    @stories
    @settings(
        max_examples=20 if connection.vendor == "sqlite" else 10,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(intentions=st.lists(INTENTIONS, max_size=20), is_ordered=st.booleans(), wanted=st.just(set()))
    def walk(intentions: list[Intention], is_ordered: bool, wanted: set[str]) -> None:
        with transaction.atomic():
            model, held = Model(is_ordered=is_ordered), Held()
            for what, which in intentions:
                model.does(what, which)

                held.holds(model)
            found = reached_in(model)
            assert wanted <= found
            reached.update(found)
            transaction.set_rollback(True)

    walk()

    assert reached >= EXPECTED

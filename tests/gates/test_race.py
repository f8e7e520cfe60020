"""Two posts of the decision at the same moment: one decision, one step. Twenty rounds on PostgreSQL."""

from __future__ import annotations

import threading
import uuid
from functools import partial
from typing import Any
from unittest.mock import patch

import pytest
from django.db import IntegrityError, connection

from accounts.access import NotReady
from accounts.models import User
from gates.models import GateDecision, Outcome
from gates.services import deciding
from initiatives.models import Initiative, StepRun
from tests import gates_world
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def decide_at_once(initiative: Initiative, decider: User, keys: list[uuid.UUID]) -> list[Any]:
    """What the post of each form key came to."""
    own = [Initiative.objects.get(pk=initiative.pk) for _key in keys]
    posts = zip(own, keys, strict=True)
    return at_once(*[partial(gates_world.decided, row, by=decider, form_key=key) for row, key in posts])


def test_two_deciders_at_once_make_one_decision():
    for place in ("Arendal", "Stavanger"):
        initiative, decider = gates_world.ready(place, attended=15)
        for _round in range(10):
            results = decide_at_once(initiative, decider, [uuid.uuid4(), uuid.uuid4()])

            [row] = GateDecision.objects.filter(initiative=initiative, outcome=Outcome.GO)
            [refused] = [result for result in results if result != row]
            assert isinstance(refused, NotReady)
            assert initiative.step_runs.get(state=StepRun.State.ACTIVE).decision_id == row.pk
            back_at_the_gate(initiative)


def test_a_double_click_makes_one_decision_and_both_see_it():
    initiative, decider = gates_world.ready(attended=15)
    key = uuid.uuid4()

    first, second = decide_at_once(initiative, decider, [key, key])

    assert first == second == GateDecision.objects.get(initiative=initiative)


def test_without_the_lock_only_the_constraint_is_left():
    """The negative control: both get past the gate, and one of them breaks on the database."""
    initiative, decider = gates_world.ready(attended=15)
    both_have_looked = threading.Barrier(2)

    def looked(*args: Any) -> None:
        both_have_looked.wait(timeout=10)

    def unlocked(row: Initiative) -> Initiative:
        return Initiative.objects.get(pk=row.pk)

    with patch.object(deciding, "locked", unlocked), patch.object(deciding, "_must_be_ready", looked):
        results = decide_at_once(initiative, decider, [uuid.uuid4(), uuid.uuid4()])

    assert [type(result) for result in results if not isinstance(result, GateDecision)] == [IntegrityError]


def back_at_the_gate(initiative: Initiative) -> None:
    """Undo a decision, as nothing in the product can: for the next round of the same test."""
    from accounts import triggers

    with connection.cursor() as cursor:
        triggers.drop()
        initiative.step_runs.filter(step="forprosjekt").update(state="waiting", started_at=None, decision_id=None)
        initiative.step_runs.filter(step="sonderingsmoete").update(state="active", ended_at=None)
        cursor.execute("DELETE FROM gates_gatedecision WHERE initiative_id = %s", [initiative.pk])
        triggers.install()

"""Two posts of the decision at the same moment: one decision, one step. Twenty rounds on PostgreSQL."""

from __future__ import annotations

import threading
import uuid
from typing import Any
from unittest.mock import patch

import pytest
from django.db import IntegrityError, connection, connections

from accounts.access import NotReady
from accounts.models import User
from gates.models import GateDecision, Outcome
from gates.services import deciding
from initiatives.models import Initiative, StepRun
from tests import gates_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def decide_at_once(initiative: Initiative, decider: User, keys: list[uuid.UUID]) -> list[Any]:
    """One thread and transaction per form key, all let go together; what each came to."""
    start, results = threading.Barrier(len(keys)), []

    def say(key: uuid.UUID) -> None:
        try:
            own = Initiative.objects.get(pk=initiative.pk)
            start.wait()
            results.append(gates_world.decided(own, by=decider, form_key=key).pk)
        except Exception as refusal:  # the test's thread looks at it
            results.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=say, args=(key,)) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_deciders_at_once_make_one_decision():
    for place in ("Arendal", "Stavanger"):
        initiative, decider = gates_world.ready(place, attended=15)
        for _round in range(10):
            results = decide_at_once(initiative, decider, [uuid.uuid4(), uuid.uuid4()])

            [row] = GateDecision.objects.filter(initiative=initiative, outcome=Outcome.GO)
            [refused] = [result for result in results if result != row.pk]
            assert isinstance(refused, NotReady)
            assert initiative.step_runs.get(state=StepRun.State.ACTIVE).decision_id == row.pk
            back_at_the_gate(initiative)


def test_a_double_click_makes_one_decision_and_both_see_it():
    initiative, decider = gates_world.ready(attended=15)
    key = uuid.uuid4()

    first, second = decide_at_once(initiative, decider, [key, key])

    assert first == second == GateDecision.objects.get(initiative=initiative).pk


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

    assert [type(result) for result in results if not isinstance(result, int)] == [IntegrityError]


def back_at_the_gate(initiative: Initiative) -> None:
    """Undo a decision, as nothing in the product can: for the next round of the same test."""
    from accounts import triggers

    with connection.cursor() as cursor:
        triggers.drop()
        initiative.step_runs.filter(step="forprosjekt").update(state="waiting", started_at=None, decision_id=None)
        initiative.step_runs.filter(step="sonderingsmoete").update(state="active", ended_at=None)
        cursor.execute("DELETE FROM gates_gatedecision WHERE initiative_id = %s", [initiative.pk])
        triggers.install()

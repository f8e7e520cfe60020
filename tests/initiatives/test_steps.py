"""An initiative's steps move only by a decision, and one is active at a time."""

import pytest
from django.db import IntegrityError, transaction

from initiatives import services
from initiatives.models import StepRun
from tests import world

pytestmark = pytest.mark.django_db


def test_a_new_initiative_has_three_steps_and_only_the_first_is_active():
    initiative = world.initiative()

    runs = list(initiative.step_runs.values_list("step", "state"))

    assert runs == [("sonderingsmoete", "active"), ("forprosjekt", "waiting"), ("etableringsfase", "waiting")]


def test_two_steps_are_never_active_at_once():
    initiative = world.initiative()

    with pytest.raises(IntegrityError), transaction.atomic():
        initiative.step_runs.filter(step="forprosjekt").update(
            state="active", started_at=initiative.created_at, decision_id=1
        )


def test_a_step_does_not_open_without_a_decision():
    initiative = world.initiative()
    initiative.step_runs.filter(step="sonderingsmoete").update(state="done", ended_at=initiative.created_at)

    with pytest.raises(IntegrityError), transaction.atomic():
        initiative.step_runs.filter(step="forprosjekt").update(state="active", started_at=initiative.created_at)


def test_entering_a_step_closes_the_one_before():
    initiative = world.initiative()

    opened = services.enter_step(initiative, decision_id=7, by=world.decider_of(initiative))

    assert opened is not None
    assert opened.step == "forprosjekt"
    assert initiative.step_runs.get(step="sonderingsmoete").state == StepRun.State.DONE
    assert initiative.step_runs.get(state="active") == opened

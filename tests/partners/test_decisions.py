"""What a partner's own body decided: who registered it, and which one counts."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from accounts.access import NotReady
from accounts.models import JournalEntry
from paadriv.clock import today
from partners.models import PartnerDecision
from tests import partners_world, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def initiative():
    return world.initiative()


@pytest.fixture
def bank(initiative):
    return partners_world.startup_partner(initiative)


def run_of(initiative):
    return initiative.step_runs.get(state="active")


def test_the_latest_decision_of_each_partner_counts_and_the_earlier_stay(initiative, bank):
    vel = partners_world.startup_partner(initiative, "Strandkanten vel")
    partners_world.decision(bank, outcome="no")
    partners_world.decision(bank, outcome="conditions", conditions="Andre må være med.")
    partners_world.decision(vel)

    counting = PartnerDecision.objects.counting(run_of(initiative)).order_by("partner")

    assert [(row.partner, row.outcome) for row in counting] == [(bank, "conditions"), (vel, "yes")]
    assert bank.decisions.count() == 2


def test_the_row_and_the_journal_tell_who_registered_it(bank):
    liv = partners_world.logged_in_contact(bank)

    own, on_behalf = partners_world.decision(bank, by=liv), partners_world.decision(bank)

    assert [(row.by, row.is_on_behalf) for row in (own, on_behalf)] == [
        (liv, False),
        (world.coordinator_of(bank.initiative), True),
    ]
    verbs = JournalEntry.objects.filter(verb__startswith="partner_decision").order_by("number")
    assert [entry.verb for entry in verbs] == ["partner_decision_registered", "partner_decision_on_behalf"]


def test_the_same_form_posted_twice_gives_one_decision(bank):
    key = uuid.uuid4()

    assert partners_world.decision(bank, form_key=key) == partners_world.decision(bank, form_key=key)

    assert PartnerDecision.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"decided_on": today() + timedelta(days=1)}, "decided_on"),
        ({"outcome": "conditions"}, "conditions"),
        ({"outcome": "yes", "conditions": "Hvis …"}, "conditions"),
        ({"outcome": "kanskje"}, "outcome"),
        ({"body": ""}, "body"),
    ],
)
def test_a_decision_that_does_not_hold_together_is_refused_at_the_field(bank, fields, field):
    with pytest.raises(ValidationError) as refusal:
        partners_world.decision(bank, **fields)

    assert field in refusal.value.message_dict
    assert not PartnerDecision.objects.exists()


@pytest.mark.parametrize(("kind", "needs"), [("municipality", True), ("county", True), ("company", False)])
def test_a_municipality_decides_in_a_case_with_a_number(initiative, kind, needs):
    organisation = world.organisation("Arendal kommune", kind)
    partner = partners_world.startup_partner(initiative, "", organisation=organisation)

    if needs:
        with pytest.raises(ValidationError):
            partners_world.decision(partner)
    partners_world.decision(partner, case_number="42/27")

    assert partner.decisions.get().case_number == "42/27"


def test_only_startup_partners_decide(initiative):
    with pytest.raises(NotReady):
        partners_world.decision(world.partner(initiative, "Havnebanken"))


def test_a_decision_is_never_changed_nor_removed(bank):
    row = partners_world.decision(bank)

    for attempt in (
        lambda: PartnerDecision.objects.filter(pk=row.pk).update(outcome="no"),
        lambda: PartnerDecision.objects.filter(pk=row.pk)._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def test_the_database_holds_conditions_and_outcome_together(bank):
    row = partners_world.decision(bank)

    for fields in ({"outcome": "conditions", "conditions": ""}, {"outcome": "yes", "conditions": "Hvis …"}):
        copy = PartnerDecision(
            partner=bank,
            step_run=row.step_run,
            body="styret",
            decided_on=today(),
            by=row.by,
            form_key=uuid.uuid4(),
            **fields,
        )
        with pytest.raises(DatabaseError), transaction.atomic():
            copy.save()

"""The plan becomes step 3's activities: nothing is typed twice, and nothing anybody wrote is lost."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.access import NotReady
from forprosjekt import services
from initiatives import services as initiatives
from tests import forprosjekt_world as build
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def initiative():
    return world.initiative()


def become(initiative):
    run = initiative.step_runs.get(step="etableringsfase")
    services.plan_into_step(run, by=world.decider_of(initiative))
    return {row.key: row for row in run.activity_items.order_by("position")}


def test_owner_date_result_and_cost_are_on_the_activity(initiative):
    bank = world.organisation("Sørlandsbanken", "company")
    build.planned(
        initiative,
        "strategiplan",
        **services.owned_by(world.partner(initiative, "", organisation=bank)),
        starts_on=date(2026, 9, 1),
        ends_on=date(2026, 12, 1),
        cost=250_000,
        hours=120,
        result="En strategiplan alle kjenner igjen.",
        tasks="Tre verksteder",
        contributors="Vellet",
    )

    row = become(initiative)["strategiplan"]

    assert (row.owner_organisation, row.due_on) == (bank, date(2026, 12, 1))
    assert row.note.replace("\N{NO-BREAK SPACE}", " ").split("\n") == [
        "Resultat: En strategiplan alle kjenner igjen.",
        "Kostnad: 250 000 kr",
        "Timer: 120",
        "Begynner: 1. september 2026",
        "Delaktiviteter: Tre verksteder",
        "Medvirkende: Vellet",
    ]


def test_an_owner_without_a_number_stands_in_the_note(initiative):
    build.planned(initiative, **services.owned_by(world.partner(initiative, "Bryggevellet")), result="Et utkast.")

    row = become(initiative)["avtaleverk"]

    assert row.owner_name == ""
    assert row.note == "Resultat: Et utkast.\nAnsvarlig: Bryggevellet"


def test_what_was_written_in_the_step_is_kept(initiative):
    run = initiative.step_runs.get(step="etableringsfase")
    kari = world.coordinator_of(initiative)
    item = run.activity_items.get(key="avtaleverk")
    member = initiative.memberships.get()
    initiatives.edit_work_item(item, {"note": "Ring juristen", "owner_member": member}, revision=1, by=kari)
    build.planned(initiative, result="Et utkast.")

    row = become(initiative)["avtaleverk"]

    assert row.note == "Resultat: Et utkast.\n\nRing juristen"
    assert row.owner_member == member


def test_a_long_note_is_kept_whole_and_the_plan_as_far_as_there_is_room(initiative):
    run = initiative.step_runs.get(step="etableringsfase")
    kari = world.coordinator_of(initiative)
    item = run.activity_items.get(key="avtaleverk")
    initiatives.edit_work_item(item, {"note": "å" * 1900}, revision=1, by=kari)
    build.planned(initiative, result="r" * 600, cost=1)

    row = become(initiative)["avtaleverk"]

    assert row.note.replace("\N{NO-BREAK SPACE}", " ") == "Kostnad: 1 kr\n\n" + "å" * 1900


def test_lines_about_funding_become_activities_and_a_repeat_adds_nothing(initiative):
    build.funding_task(initiative, "Søke fylket")
    build.planned(initiative, result="Et utkast.")

    first = {key: (row.note, row.revision) for key, row in become(initiative).items()}
    again = become_again(initiative)

    run = initiative.step_runs.get(step="etableringsfase")
    added = run.activity_items.get(title="Søke fylket")
    assert (added.due_on, added.owner_name) == (date(2026, 9, 1), "Kari Nilsen")
    assert again == first


def become_again(initiative):
    run = initiative.step_runs.get(step="etableringsfase")
    services.plan_into_step(run, by=world.coordinator_of(initiative))
    return {row.key: (row.note, row.revision) for row in run.activity_items.order_by("position")}


def test_a_member_who_has_left_is_named_and_is_no_owner(initiative):
    ola = world.member(initiative, "editor", "Ola Berg")
    membership = initiative.memberships.get(user=ola)
    build.planned(initiative, **services.owned_by(membership))
    initiatives.end_membership(membership, by=world.coordinator_of(initiative))

    row = become(initiative)["avtaleverk"]

    assert (row.owner_member, row.note) == (None, "Ansvarlig: Ola Berg")


def test_an_empty_plan_changes_no_row(initiative):
    rows = become(initiative)

    assert [(row.note, row.revision) for row in rows.values()] == [("", 1)] * 5


def test_the_plan_is_locked_when_the_forprosjekt_is_done(initiative):
    task, decider = build.funding_task(initiative), world.decider_of(initiative)
    initiatives.enter_step(initiative, decision_id=1, by=decider)
    build.planned(initiative, result="Før")
    initiatives.enter_step(initiative, decision_id=2, by=decider)
    kari = world.coordinator_of(initiative)

    with pytest.raises(NotReady):
        build.planned(initiative, result="Etter")
    with pytest.raises(NotReady):
        build.funding_task(initiative)
    with pytest.raises(NotReady):
        services.remove_funding_task(task, by=kari)
    assert build.challenge(initiative).is_primary  # gate 3 asks for it

"""What documents freeze: plain, canonical, with names, at the same cost however many rows there are."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.canonical import canonical
from forprosjekt import content, services
from initiatives.models import Initiative
from tests import forprosjekt_world as build
from tests import world

pytestmark = pytest.mark.django_db
READERS = {
    content.areas: 1,
    content.reinforcements: 1,
    content.challenges: 2,
    content.funding: 2,
    content.goals: 2,
    content.plan: 2,
}


def filled(rows):
    initiative = world.initiative()
    kari = world.coordinator_of(initiative)
    for number in range(rows):
        area = build.area(initiative, f"Område {number}", boundary=build.polygon())
        build.reinforcement(area), build.challenge(initiative), build.source(initiative)
        services.add_barrier(initiative, title="Regler", by=kari)
        services.add_local_goal(initiative, text="Mål", source="Planen", adopted_on=date(2024, 6, 1), by=kari)
        vel = world.partner(initiative, f"Vel {number}")
        build.funding_task(initiative, owner=vel, source=initiative.funding_sources.order_by("pk")[0])
    for goal in range(1, min(rows, 10) + 1):
        services.choose_goal(initiative, goal=goal, reason="Fordi", by=kari)
    for activity in initiative.method.step("etableringsfase").activities[:rows]:
        build.planned(initiative, activity.key, cost=100_000, **services.owned_by(world.partner(initiative, "Vel 0")))
    return Initiative.objects.get(pk=initiative.pk)


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_each_reader_costs_the_same_and_gives_canonical_content(django_assert_num_queries, rows):
    initiative = filled(rows)

    for reader, queries in READERS.items():
        with django_assert_num_queries(queries):
            canonical(reader(initiative))


def test_an_area_is_frozen_with_its_corners_as_text():
    initiative = filled(1)

    (area,) = content.areas(initiative)

    assert area["boundary"]["coordinates"][0][0][0] == ["5.730000", "58.970000"]
    assert area["square_metres"] == pytest.approx(320_000, rel=0.01)
    assert (area["name"], area["is_primary"]) == ("Område 0", True)


def test_the_primary_comes_first():
    initiative = filled(3)
    kari = world.coordinator_of(initiative)
    services.make_primary_area(initiative.areas.order_by("pk")[2], by=kari)
    last = services.add_challenge(initiative, title="Den viktigste", by=kari)
    services.make_primary_challenge(last, by=kari)

    assert [row["is_primary"] for row in content.areas(initiative)] == [True, False, False]
    assert content.challenges(initiative)["challenges"][0]["title"] == "Den viktigste"


def test_the_fixed_goals_are_there_by_their_official_names_before_anybody_writes():
    initiative = world.initiative()

    assert [(row["number"], row["name"], row["is_fixed"]) for row in content.goals(initiative)["sdgs"]] == [
        (11, "Bærekraftige byer og lokalsamfunn", True),
        (17, "Samarbeid for å nå målene", True),
    ]


def test_the_plan_has_the_methods_activities_in_its_order_planned_or_not():
    initiative = world.initiative()
    build.planned(initiative, "kartlegging", cost=50_000, hours=10, ends_on=date(2026, 11, 1))

    plan = content.plan(initiative)

    keys = [one.key for one in initiative.method.step("etableringsfase").activities]
    assert [row["key"] for row in plan["activities"]] == keys
    assert plan["activities"][1]["ends_on"] == "2026-11-01"
    assert (plan["cost"], plan["hours"]) == (50_000, 10)


def test_funding_tells_the_sums_and_the_gap():
    initiative = filled(3)

    funding = content.funding(initiative)

    assert [(one["purpose_name"], one["low"], one["high"]) for one in funding["sums"]] == [
        ("oppbygging", 300_000, 900_000),
        ("drift", 0, 0),
        ("prosjekt", 0, 0),
    ]
    assert funding["gap"] == {"cost": 300_000, "at_best": 0, "at_worst": 0, "is_covered": True}

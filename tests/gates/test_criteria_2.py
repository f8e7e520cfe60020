"""Each criterion of gate 2 at its edge. Pure: no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gates.criteria import GATE_2, Level
from gates.gate_2 import Area, Decided, Facts, Frozen, StartupPartner
from gates.gates import examine, gate
from initiatives.durations import Window

ON = date(2026, 11, 24)
YES = Decided("yes", "styret", ON - timedelta(days=1), "12/26")
BANK = StartupPartner(
    partner=1,
    name="Banken",
    group="landowners",
    has_contact=True,
    signatories=1,
    answer="endorse",
    has_opened=True,
    has_basis_from=ON - timedelta(days=7),
    decision=YES,
)
CHOIR = replace(BANK, partner=2, name="Koret", group="residents")
TOWN = replace(BANK, partner=3, name="Kommunen", group="public", is_municipality=True)
VERSION = Frozen(version=7, number=2, sha256="ab" * 32)
WELL = Facts(
    on=ON,
    areas=(Area(1, "Strandsonen", True, 1),),
    area_is_frozen=True,
    partners=(BANK, CHOIR, TOWN),
    maalbilde=VERSION,
    funding_lines=1,
    basis=VERSION,
    usual=Window(ON - timedelta(days=10), ON + timedelta(days=20)),
    needed_groups=(("grunneiere", frozenset({"landowners"})), ("innbyggere", frozenset({"residents"}))),
    funding=100,
    cost=100,
)


def unmet(facts: Facts) -> set[str]:
    return {finding.key for finding in examine(GATE_2, facts) if not finding.ok}


def saw(key: str, facts: Facts) -> str:
    return next(one.saw for one in examine(GATE_2, facts) if one.key == key)


def with_choir(**changes: object) -> Facts:
    return replace(WELL, partners=(BANK, replace(CHOIR, **changes), TOWN))


def test_everything_in_place_lets_one_go_on():
    assert unmet(WELL) == set()
    assert gate(examine(GATE_2, WELL))


def test_nothing_in_place_fails_all_but_what_has_nothing_to_answer_or_plan():
    nothing = Facts(on=ON, unplanned=("Utarbeide en strategiplan",), needed_groups=WELL.needed_groups)

    assert unmet(nothing) == {one.key for one in GATE_2} - {"reservations_answered", "concerns_reviewed"}


@pytest.mark.parametrize(
    ("change", "keys"),
    [
        ({"areas": ()}, {"area_delimited", "reinforcements"}),
        ({"areas": (Area(1, "Havna", False, 1),)}, {"area_delimited"}),
        ({"areas": (Area(1, "Havna", True, 1), Area(2, "Torget", True, 0))}, {"reinforcements"}),
        ({"area_is_frozen": False}, {"area_delimited"}),
        ({"maalbilde": None}, {"maalbilde_frozen", "maalbilde_endorsed"}),
        ({"empty_sections": ("Hvorfor nå?",)}, {"maalbilde_frozen"}),
        ({"unplanned": ("Utarbeide en strategiplan",)}, {"plan_complete"}),
        ({"funding_lines": 0}, {"plan_funding"}),
        ({"basis": None}, {"basis_distributed"}),
        ({"usual": None}, {"usual_length"}),
        ({"funding": 99}, {"funding_covers"}),
        ({"funding": 1, "cost": 0}, {"funding_covers"}),
        ({"reservations": 2, "reservations_unanswered": 1}, {"reservations_answered"}),
        ({"concerns": 2, "concerns_unreviewed": 1}, {"concerns_reviewed"}),
    ],
)
def test_one_thing_missing_fails_its_own_criterion(change: dict[str, object], keys: set[str]):
    assert unmet(replace(WELL, **change)) == keys


@pytest.mark.parametrize(
    ("change", "keys"),
    [
        ({"has_contact": False}, {"startup_partners"}),
        ({"signatories": 0}, {"startup_partners"}),
        ({"signatories_needed": 2}, {"startup_partners"}),
        ({"answer": ""}, {"maalbilde_endorsed"}),
        ({"answer": "decline"}, {"maalbilde_endorsed"}),
        ({"answer": "reserve"}, set()),
        ({"has_opened": False}, {"opened_before_answering"}),
        ({"has_basis_from": None}, {"basis_distributed"}),
        ({"decision": None}, {"partners_decided"}),
        ({"decision": replace(YES, outcome="no")}, {"partners_decided"}),
        ({"decision": replace(YES, outcome="conditions")}, set()),
        ({"group": "landowners"}, {"landowner_and_people"}),
    ],
)
def test_one_partner_that_lacks_something_fails_its_own_criterion(change: dict[str, object], keys: set[str]):
    assert unmet(with_choir(**change)) == keys


def test_two_start_up_partners_are_too_few():
    assert "startup_partners" in unmet(replace(WELL, partners=(BANK, CHOIR)))


def test_a_municipality_decides_with_a_case_number():
    assert unmet(replace(WELL, partners=(BANK, CHOIR, replace(TOWN, decision=replace(YES, case_number=""))))) == {
        "partners_decided"
    }


@pytest.mark.parametrize(("days", "ok"), [(6, False), (7, True)])
def test_the_basis_lies_with_the_partners_for_seven_days(days: int, ok: bool):
    facts = with_choir(has_basis_from=ON - timedelta(days=days))

    assert ("basis_distributed" not in unmet(facts)) is ok


def test_a_partner_that_joined_later_has_not_had_the_basis():
    assert saw("basis_distributed", with_choir(has_basis_from=None)) == "Koret har ikke fått versjon 2"
    nobody = tuple(replace(one, has_basis_from=None) for one in WELL.partners)
    assert saw("basis_distributed", replace(WELL, partners=nobody)) == "versjon 2 er ikke delt ut"


def test_one_delimited_area_is_enough():
    vague = Area(2, "Vestre kai", False, 1)

    assert unmet(replace(WELL, areas=(*WELL.areas, vague))) == set()
    assert saw("area_delimited", replace(WELL, areas=(vague,))) == "Vestre kai er ikke avgrenset"


@pytest.mark.parametrize(("first", "last", "words"), [(1, 9, "kortere"), (-9, 0, "innenfor"), (-9, -1, "lengre")])
def test_the_length_of_the_step_is_said(first: int, last: int, words: str):
    facts = replace(WELL, usual=Window(ON + timedelta(days=first), ON + timedelta(days=last)))

    assert words in saw("usual_length", facts)


def test_who_is_missing_is_said_by_name():
    assert saw("maalbilde_endorsed", with_choir(answer="")) == "mangler tilslutning fra Koret"
    assert saw("maalbilde_endorsed", with_choir(answer="reserve")) == "alle 3 står bak, 1 med merknad"
    assert (
        saw("partners_decided", with_choir(decision=replace(YES, outcome="conditions")))
        == "alle har besluttet ja, 1 med vilkår"
    )


def test_endorsements_and_dates_cannot_be_waived():
    assert not [one.key for one in GATE_2 if one.waivable]


def test_nine_criteria_are_hard():
    assert sum(one.level is Level.MUST for one in GATE_2) == 9

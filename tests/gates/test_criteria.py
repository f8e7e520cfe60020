"""Each criterion of gate 1 at its edge, and the gate's verdict. Pure: no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gates.criteria import GATE_1, Level
from gates.findings import Waiver
from gates.gate_1 import Facts, HeldMeeting, Organisation
from gates.gates import examine, gate

HELD = HeldMeeting(
    meeting=1, attended=20, minutes_planned=150, minutes_held=150, has_introduction=True, days_to_minutes=3
)
PARTS = (Organisation(1, "A", True), Organisation(2, "B", False), Organisation(3, "C", False))
WELL = Facts(
    held=(HELD,),
    threshold=3,
    threshold_in_time=True,
    taking_part=PARTS,
    groups_invited=frozenset("abcde"),
    groups_attended=frozenset({"residents", "public", "landowners", "academia"}),
    people_of_the_place=frozenset({"residents", "civil_society"}),
    owner="Arendal kommune",
    process_lead="Bjørg Hårstad",
    area="Strandsonen",
)
WAIVER = Waiver("formannskapet", "12/26", date(2026, 3, 1), "Få, men svært forpliktede virksomheter er med.")


def unmet(facts: Facts) -> set[str]:
    return {finding.key for finding in examine(GATE_1, facts) if not finding.ok}


def test_everything_in_place_lets_one_go_on():
    assert unmet(WELL) == set()
    assert gate(examine(GATE_1, WELL))


def test_nothing_in_place_fails_every_criterion_but_attendance_says_why():
    assert unmet(Facts()) == {criterion.key for criterion in GATE_1}


@pytest.mark.parametrize(("attended", "ok"), [(14, False), (15, True), (30, True), (31, False)])
def test_fifteen_to_thirty_attend(attended: int, ok: bool):
    facts = replace(WELL, held=(replace(HELD, attended=attended),))

    assert ("participants" not in unmet(facts)) is ok


@pytest.mark.parametrize(("minutes", "ok"), [(119, False), (120, True), (180, True), (181, False)])
@pytest.mark.parametrize("field", ["minutes_planned", "minutes_held"])
def test_two_to_three_hours_are_planned_and_held(field: str, minutes: int, ok: bool):
    facts = replace(WELL, held=(replace(HELD, **{field: minutes}),))

    assert ("minutes_length" not in unmet(facts)) is ok


def test_a_meeting_norm_holds_if_one_meeting_meets_it():
    small = replace(HELD, meeting=2, attended=4, minutes_planned=60, minutes_held=60, has_introduction=False)

    assert unmet(replace(WELL, held=(small, HELD))) == set()


@pytest.mark.parametrize(("number", "ok"), [(2, False), (3, True)])
def test_three_organisations_take_part(number: int, ok: bool):
    facts = replace(WELL, taking_part=PARTS[:number], threshold=1)

    assert ("organisations" not in unmet(facts)) is ok


@pytest.mark.parametrize("public", [True, False])
def test_both_public_and_other_organisations_take_part(public: bool):
    facts = replace(WELL, taking_part=tuple(replace(part, is_public=public) for part in PARTS))

    assert unmet(facts) == {"public_and_others"}


@pytest.mark.parametrize(("threshold", "ok"), [(3, True), (4, False)])
def test_the_threshold_is_reached(threshold: int, ok: bool):
    assert ("threshold_reached" not in unmet(replace(WELL, threshold=threshold))) is ok


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"not_settled": 1}, "attendance_complete"),
        ({"threshold_in_time": False}, "threshold_in_time"),
        ({"owner": ""}, "owner_named"),
        ({"process_lead": ""}, "process_lead_named"),
        ({"area": ""}, "area_named"),
        ({"groups_invited": frozenset("abcd")}, "groups_invited"),
        ({"groups_attended": frozenset({"residents", "public", "academia"})}, "groups_attended"),
        ({"groups_attended": frozenset({"landowners", "public", "academia", "innovation"})}, "people_of_the_place"),
        ({"held": (replace(HELD, has_introduction=False),)}, "introduction"),
        ({"held": (replace(HELD, days_to_minutes=15),)}, "minutes_published"),
        ({"held": (replace(HELD, days_to_minutes=None),)}, "minutes_published"),
    ],
)
def test_one_thing_missing_fails_one_criterion(change: dict[str, object], key: str):
    assert unmet(replace(WELL, **change)) == {key}


def test_minutes_on_the_fourteenth_day_are_in_time():
    assert unmet(replace(WELL, held=(replace(HELD, days_to_minutes=14),))) == set()


def test_minutes_in_time_after_one_of_two_meetings_are_enough():
    late = replace(HELD, meeting=2, days_to_minutes=None)

    assert unmet(replace(WELL, held=(HELD, late))) == set()


@pytest.mark.parametrize(("days", "words"), [(0, "samme dag som møtet"), (1, "etter 1 dag"), (2, "etter 2 dager")])
def test_days_to_the_minutes_are_said_in_good_norwegian(days: int, words: str):
    findings = examine(GATE_1, replace(WELL, held=(replace(HELD, days_to_minutes=days),)))

    assert next(one.saw for one in findings if one.key == "minutes_published") == words


def test_a_hard_criterion_stops_and_says_what_it_saw():
    verdict = gate(examine(GATE_1, replace(WELL, owner="")))

    assert verdict.reasons == ("Eierorganisasjonen er oppgitt: ikke oppgitt.",)


@pytest.mark.parametrize(("reason", "ok"), [("", False), ("x" * 19, False), ("x" * 20, True), (" " * 30, False)])
def test_a_recommendation_needs_a_reason_of_twenty_characters(reason: str, ok: bool):
    findings = examine(GATE_1, replace(WELL, area=""))

    assert bool(gate(findings, reasons={"area_named": reason})) is ok


def test_only_the_threshold_can_be_waived():
    few = examine(GATE_1, replace(WELL, threshold=9))
    ownerless = examine(GATE_1, replace(WELL, owner=""))

    assert gate(few, waivers={"threshold_reached": WAIVER})
    assert not gate(ownerless, waivers={"owner_named": WAIVER})


@pytest.mark.parametrize("change", [{"body": " "}, {"case_number": ""}, {"decided_on": None}, {"reason": "kort"}])
def test_a_waiver_is_whole_or_nothing(change: dict[str, object]):
    few = examine(GATE_1, replace(WELL, threshold=9))

    assert not gate(few, waivers={"threshold_reached": replace(WAIVER, **change)})


@given(some.sets(some.sampled_from([criterion.key for criterion in GATE_1])))
def test_the_gate_opens_exactly_when_no_hard_criterion_fails_and_every_other_has_its_reason(failing: set[str]):
    findings = tuple(replace(finding, ok=finding.key not in failing) for finding in examine(GATE_1, WELL))
    hard = {criterion.key for criterion in GATE_1 if criterion.level is Level.MUST}
    reasons = dict.fromkeys(failing - hard, "Vi går videre fordi alle er enige.")

    assert bool(gate(findings, reasons=reasons)) is not bool(failing & hard)
    assert bool(gate(findings)) is not bool(failing)

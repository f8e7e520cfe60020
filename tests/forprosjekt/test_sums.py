"""What the sources may give per purpose, and what they leave uncovered of the plan."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from forprosjekt.sums import Amount, Gap, gap, per_purpose

PURPOSES = ("building_up", "running", "project")
SOURCES = [
    Amount("building_up", "possible", 100, 300),
    Amount("building_up", "granted", 200, 200),
    Amount("building_up", "refused", 900, 900),
    Amount("building_up", "applied", None, None),
    Amount("building_up", "granted", 50, 50, is_in_kind=True),
    Amount("running", "possible", 10, 20),
]


def test_each_purpose_has_its_sum_and_refused_sources_none():
    up, running, project = per_purpose(SOURCES, PURPOSES)

    assert (up.sources, up.low, up.high, up.granted_low, up.granted_high) == (4, 350, 550, 250, 250)
    assert (up.in_kind_high, up.unknown) == (50, 1)
    assert (running.low, running.high) == (10, 20)
    assert (project.sources, project.low, project.high) == (0, 0, 0)


def test_only_sources_for_building_up_cover_the_plan():
    left = gap(SOURCES, [400, None, 200])

    assert left == Gap(cost=600, low=350, high=550)
    assert (left.at_best, left.at_worst, left.percent, left.is_covered) == (50, 250, 91, False)


def test_more_than_enough_leaves_no_gap():
    left = gap(SOURCES, [300])

    assert (left.at_best, left.at_worst, left.percent, left.is_covered) == (0, 0, 183, True)


def test_a_plan_without_a_cost_is_not_covered_by_anything():
    left = gap(SOURCES, [None, None])

    assert (left.cost, left.percent, left.is_covered) == (0, None, False)


_AMOUNT = st.tuples(st.sampled_from(PURPOSES), st.sampled_from(["possible", "granted", "refused"])).flatmap(
    lambda key: st.tuples(st.integers(0, 10**10), st.integers(0, 10**10)).map(
        lambda ends: Amount(key[0], key[1], min(ends), max(ends))
    )
)


@given(st.lists(_AMOUNT))
def test_what_the_purposes_sum_to_is_what_the_sources_give(amounts):
    found = per_purpose(amounts, PURPOSES)

    live = [one for one in amounts if one.status != "refused"]
    assert sum(one.high for one in found) == sum(one.high or 0 for one in live)
    assert all(0 <= one.granted_low <= one.low <= one.high for one in found)

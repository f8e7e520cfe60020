"""Days and calendar months, held against literals and against random days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.durations import Standing, Window, add_months, days_worked, window
from initiatives.method import METHOD_1, Days, Months

days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
months = st.integers(0, 60)


@pytest.mark.parametrize(
    ("start", "added", "expected"),
    [
        (date(2026, 1, 31), 3, date(2026, 4, 30)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 3, 12), 0, date(2026, 3, 12)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_months_last(start, added, expected):
    assert add_months(start, added) == expected


@given(days, months)
def test_adding_months_lands_in_the_right_month_and_never_after_the_day(day, added):
    later = add_months(day, added)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == added
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@given(days, months, months)
def test_more_months_never_end_earlier(day, one, other):
    low, high = sorted((one, other))

    assert add_months(day, low) <= add_months(day, high)


@given(days, days, st.integers(0, 400))
def test_days_on_hold_are_not_counted_and_nothing_is_negative(start, end, paused):
    worked = days_worked(start, end, paused)

    assert worked >= 0
    assert worked == max(0, days_worked(start, end) - paused)


@given(days, st.integers(0, 400))
def test_a_hold_moves_the_whole_window(day, paused):
    moved, still = window(Months(3, 4), day, paused), window(Months(3, 4), day)

    assert moved == Window(still.earliest + timedelta(days=paused), still.latest + timedelta(days=paused))


def test_the_edges_of_the_window_belong_to_it():
    usual = window(METHOD_1.step("forprosjekt").usual_length, date(2026, 1, 31))

    assert usual == Window(date(2026, 4, 30), date(2026, 5, 31))
    assert usual.standing(date(2026, 4, 29)) == Standing.EARLY
    assert usual.standing(date(2026, 4, 30)) == Standing.WITHIN
    assert usual.standing(date(2026, 5, 31)) == Standing.WITHIN
    assert usual.standing(date(2026, 6, 1)) == Standing.LATE


def test_the_way_to_a_meeting_of_one_day_has_no_window():
    assert window(Days(1, 1), date(2026, 1, 31)) is None


def test_after_the_last_year_there_are_no_months():
    with pytest.raises(OverflowError):
        add_months(date(9999, 12, 1), 1)

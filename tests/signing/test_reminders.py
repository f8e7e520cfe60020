"""Reminders follow the deadline, and leave nights, weekends and public holidays alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paadriv.text import local
from signing.reminders import (
    DAYS_BEFORE,
    due,
    is_public_holiday,
    is_working_day,
    may_be_mailed_at,
    next_decent,
    plan,
)

ASKED = date(2026, 3, 2)
FRIDAY = date(2026, 3, 27)


@pytest.mark.parametrize(
    "day",
    [
        *["2026-01-01", "2026-05-01", "2026-05-17", "2026-12-25", "2026-12-26"],
        *["2026-04-02", "2026-04-03", "2026-04-05", "2026-04-06", "2026-05-14", "2026-05-24", "2026-05-25"],
        *["2027-03-25", "2027-03-26", "2027-03-28", "2027-03-29", "2027-05-06", "2027-05-16", "2027-05-17"],
    ],
)
def test_public_holidays_are_those_of_norwegian_law(day):
    assert is_public_holiday(date.fromisoformat(day))


@pytest.mark.parametrize("year", range(2024, 2040))
def test_a_year_has_twelve_holidays_at_most(year):
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]

    assert 10 <= sum(is_public_holiday(day) for day in days) <= 12


def test_reminders_come_seven_three_and_one_day_before_the_deadline():
    assert DAYS_BEFORE == (7, 3, 1)
    assert plan(FRIDAY, asked_on=ASKED) == (date(2026, 3, 20), date(2026, 3, 24), date(2026, 3, 26))


def test_a_reminder_on_a_day_off_comes_the_working_day_before_and_two_become_one():
    after_easter = date(2026, 4, 7)

    assert plan(after_easter, asked_on=ASKED) == (date(2026, 3, 31), date(2026, 4, 1))


def test_one_who_was_asked_late_is_reminded_only_afterwards():
    assert plan(FRIDAY, asked_on=date(2026, 3, 24)) == (date(2026, 3, 26),)
    assert plan(FRIDAY, asked_on=date(2026, 3, 26)) == ()


def test_the_latest_reminder_that_has_come_is_due():
    days = {day: due(FRIDAY, asked_on=ASKED, today=date(2026, 3, day)) for day in (19, 20, 23, 25, 26, 27, 28)}

    assert days == {
        19: None,
        20: date(2026, 3, 20),
        23: date(2026, 3, 20),
        25: date(2026, 3, 24),
        26: date(2026, 3, 26),
        27: date(2026, 3, 26),
        28: None,
    }


def test_an_extended_deadline_plans_anew():
    assert due(FRIDAY + timedelta(days=14), asked_on=ASKED, today=date(2026, 3, 26)) is None


@pytest.mark.parametrize(
    ("moment", "may"),
    [
        ("2026-03-12 07:59", False),
        ("2026-03-12 08:00", True),
        ("2026-03-12 17:59", True),
        ("2026-03-12 18:00", False),
        ("2026-03-14 12:00", False),
        ("2026-04-03 12:00", False),
    ],
)
def test_nobody_is_reminded_at_night_or_on_a_day_off(clock_at, moment, may):
    assert may_be_mailed_at(clock_at(moment)) is may


@pytest.mark.parametrize(
    ("moment", "morning"),
    [
        ("2026-03-13 18:00", "2026-03-16 08:00"),  # a Friday evening
        ("2026-03-16 02:30", "2026-03-16 08:00"),
        ("2026-04-01 19:00", "2026-04-07 08:00"),  # Easter
        ("2026-03-16 09:00", None),
    ],
)
def test_a_reminder_that_comes_late_waits_for_the_next_working_morning(clock_at, moment, morning):
    found = next_decent(clock_at(moment))

    assert (found and f"{local(found):%Y-%m-%d %H:%M}") == morning


@settings(deadline=None)
@given(deadline=st.dates(date(2024, 1, 1), date(2060, 12, 31)), ahead=st.integers(0, 40))
def test_every_planned_day_is_a_working_day_after_the_request_and_before_the_deadline(deadline, ahead):
    asked = deadline - timedelta(days=ahead)

    days = plan(deadline, asked_on=asked)

    assert all(is_working_day(day) and asked < day < deadline for day in days)
    assert len(days) <= len(DAYS_BEFORE)

"""A plan as bars over months: dates in, numbers for an SVG out. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")
#: More columns than this are drawn as quarters or years, so that their names do not run into each other.
_MOST_COLUMNS = 14
_COLOURS = ("#0d4a38", "#14694f", "#2f8562", "#7fae6a", "#d9482b")
_ROW = 9.0
_BAR = 5.4
_HEAD = 7.0


@dataclass(frozen=True)
class Span:
    """One activity; ``ends_on`` is its last day."""

    title: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True)
class Bar:
    title: str
    colour: str
    x: str
    y: str
    width: str
    middle: str


@dataclass(frozen=True)
class Column:
    label: str
    x: str


@dataclass(frozen=True)
class Chart:
    """Bars within ``width``; the names stand left of ``left``."""

    width: str
    height: str
    left: str
    bar: str
    bottom: str
    columns: tuple[Column, ...]
    bars: tuple[Bar, ...]

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width} {self.height}"


def chart(spans: Sequence[Span], *, width: float, left: float) -> Chart | None:
    """The spans that have both dates, in their order; None when none has."""
    dated = [(span, span.starts_on, span.ends_on) for span in spans if span.starts_on and span.ends_on]
    dated = [entry for entry in dated if entry[1] <= entry[2]]
    if not dated:
        return None
    first = min(start for _span, start, _end in dated).replace(day=1)
    months = _months(first, max(end for _span, _start, end in dated)) + 1
    step = next(size for size in (1, 3, 12, 60) if months <= size * _MOST_COLUMNS or size == 60)
    months += -months % step
    per_month = (width - left) / months
    bars = tuple(
        _bar(span.title, row, left + per_month * _position(first, start), left + per_month * _position(first, end, 1))
        for row, (span, start, end) in enumerate(dated)
    )
    bottom = _HEAD + _ROW * len(bars)
    return Chart(
        width=_text(width),
        height=_text(bottom + 1),
        left=_text(left),
        bar=_text(_BAR),
        bottom=_text(bottom),
        columns=tuple(
            Column(_label(first, month, step), _text(left + per_month * month)) for month in range(0, months, step)
        ),
        bars=bars,
    )


def _months(first: date, day: date) -> int:
    return (day.year - first.year) * 12 + day.month - first.month


def _position(first: date, day: date, later: int = 0) -> float:
    """Months since the first of ``first``'s month; a day is a share of its own month."""
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    length = (following - day.replace(day=1)).days
    return _months(first, day) + (day.day - 1 + later) / length


def _label(first: date, month: int, step: int) -> str:
    year, index = first.year + (first.month - 1 + month) // 12, (first.month - 1 + month) % 12
    if step >= 12:
        return str(year)
    return f"{_MONTHS[index]} {year}" if month == 0 or index == 0 else _MONTHS[index]


def _bar(title: str, row: int, start: float, end: float) -> Bar:
    top = _HEAD + _ROW * row + (_ROW - _BAR) / 2
    return Bar(
        title=title,
        colour=_COLOURS[row % len(_COLOURS)],
        x=_text(start),
        y=_text(top),
        width=_text(max(end - start, 0.8)),
        middle=_text(top + _BAR / 2 + 1.1),
    )


def _text(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")

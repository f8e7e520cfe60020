"""The rows of the association's list as markup, made in Python: a table cell in a template costs far more.

Every value is escaped by format_html. Tests compare what is shown; see bench for what it costs.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache, partial

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatives.durations import Standing
from initiatives.method import METHODS, Months
from initiatives.models import Initiative, StepRun
from oversight.listing import Line
from paadriv.clock import today
from paadriv.text import clock_time, day

_ROW = (
    '<tr><th scope="row"><a class="ds-link" href="{}{}/">{}</a><span class="under">{}</span></th>'
    "<td>{}</td><td>{}</td><td>{}</td><td>{}</td>"
    '<td class="number">{}</td><td class="number">{}</td><td class="number">{}</td><td class="number">{}</td></tr>'
)
_TAG = '<span class="ds-tag" data-size="sm" data-color="{}">{}</span>'
_UNDER = '<span class="under">{}</span>'
_NOTHING = format_html_join("", "", ())
_COLOURS = {"on_hold": "warning", "stopped": "neutral", "partnership": "success"}


def rows_of(lines: Iterable[Line]) -> SafeString:
    """One table row per line. What many rows share is made once."""
    make = _Cells()
    return format_html_join("\n", _ROW, map(make.row, lines))


def state_tag(state: str) -> SafeString:
    """The state as a tag; empty for work that goes on."""
    colour = _COLOURS.get(state)
    return format_html(_TAG, colour, Initiative.State(state).label) if colour else _NOTHING


def against_norm(run: StepRun | None) -> SafeString:
    """«vanligvis 3–4 måneder», or a tag with the day that has passed; empty where the method has no norm."""
    usual = run.definition.usual_length if run is not None else None
    if run is None or not isinstance(usual, Months) or (window := run.usual_window) is None:
        return _NOTHING
    if run.initiative.is_open and window.standing(today()) == Standing.LATE:
        return format_html(_TAG, "warning", _("vanlig til %(day)s") % {"day": day(window.latest)})
    words = _("vanligvis %(least)d–%(most)d måneder") % {"least": usual.least, "most": usual.most}
    return format_html(_UNDER, words)


class _Cells:
    """Makes the cells of one page's rows, and each different step, time and place once."""

    def __init__(self) -> None:
        self.address = format_html("{}", reverse("initiative", args=[0]).removesuffix("0/"))
        self.number = cache(partial(format_html, "{}"))
        self.step = cache(_step)
        self.time = cache(_time)
        self.place = cache(_place)
        self.meeting = cache(_meeting)

    def row(self, line: Line) -> tuple[object, ...]:
        one, run, counts = line.initiative, line.run, line.counts
        return (
            self.address,
            one.pk,
            one.place_name,
            self.place(one.place_name, line.municipality, line.county),
            self.step(one.method_version, run.step if run is not None else None, one.state),
            line.owner or "–",
            self.time(run.days_in_step if run is not None else None, against_norm(run)),
            self.meeting(line.counts.next_meeting),
            self.number(counts.invited),
            self.number(counts.answered),
            self.number(counts.attended),
            self.number(counts.partners),
        )


def _step(version: str, key: str | None, state: str) -> SafeString:
    """The step's title and number, and the state where work does not go on."""
    step = METHODS[version].step(key) if key else None
    number = _("steg %(number)d av 3") % {"number": step.number} if step else ""
    under = format_html(_UNDER, number) if number else ""
    return format_html("{}{}{}", step.title if step else "–", under, state_tag(state))


def _time(days: int | None, norm: SafeString) -> SafeString:
    said = "–" if days is None else ngettext("%(days)d dag", "%(days)d dager", days) % {"days": days}
    return format_html("{}{}", said, norm)


def _meeting(moment: datetime | None) -> SafeString | str:
    """The day, and the time below it."""
    if moment is None:
        return "–"
    return format_html("{}{}", day(moment), format_html(_UNDER, _("kl. %(time)s") % {"time": clock_time(moment)}))


def _place(place: str, municipality: str, county: str) -> str:
    """«Arendal, Agder», by the Norwegian names; the county alone where the place is its municipality."""
    names = [name.split(" - ")[0] for name in (municipality, county)]
    return ", ".join(name for name in dict.fromkeys(names) if name != place)

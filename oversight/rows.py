"""The rows of the association's list as markup, made in Python: a table cell in a template costs far more.

Every value is escaped by format_html. Tests compare what is shown; see bench for what it costs.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatives.durations import Standing
from initiatives.method import Months
from initiatives.models import Initiative, StepRun
from oversight.listing import Line
from paadriv.clock import today
from paadriv.text import clock_time, day

_ROW = (
    '<tr><th scope="row"><a class="ds-link" href="{}">{}</a><span class="under">{}</span></th>'
    "<td>{}{}{}</td><td>{}</td><td>{}{}</td><td>{}{}</td>"
    '<td class="number">{}</td><td class="number">{}</td><td class="number">{}</td><td class="number">{}</td></tr>'
)
_TAG = '<span class="ds-tag" data-size="sm" data-color="{}">{}</span>'
_UNDER = '<span class="under">{}</span>'
_NOTHING = format_html_join("", "", ())
_COLOURS = {"on_hold": "warning", "stopped": "neutral", "partnership": "success"}


def rows_of(lines: Iterable[Line]) -> SafeString:
    """One table row per line."""
    address = reverse("initiative", args=[0])
    return format_html_join("\n", _ROW, (_cells(line, address) for line in lines))


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


def _cells(line: Line, address: str) -> tuple[object, ...]:
    initiative = line.initiative
    return (
        address.replace("0", str(initiative.pk)),
        initiative.place_name,
        _place(initiative.place_name, initiative.municipality.name, initiative.municipality.county),
        line.run.definition.title if line.run else "–",
        format_html(_UNDER, _("steg %(number)d av 3") % {"number": line.run.definition.number}) if line.run else "",
        state_tag(initiative.state),
        initiative.owner.name if initiative.owner else "–",
        _days(line.run),
        against_norm(line.run),
        day(line.next_meeting) if line.next_meeting else "–",
        format_html(_UNDER, _("kl. %(time)s") % {"time": clock_time(line.next_meeting)}) if line.next_meeting else "",
        line.counts.invited,
        line.counts.answered,
        line.counts.attended,
        line.counts.partners,
    )


def _place(place: str, municipality: str, county: str) -> str:
    """«Arendal, Agder», by the Norwegian names; the county alone where the place is its municipality."""
    names = [name.split(" - ")[0] for name in (municipality, county)]
    return ", ".join(name for name in dict.fromkeys(names) if name != place)


def _days(run: StepRun | None) -> str:
    days = run.days_in_step if run is not None else None
    return "–" if days is None else ngettext("%(days)d dag", "%(days)d dager", days) % {"days": days}

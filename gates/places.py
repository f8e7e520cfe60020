"""From «where it is put right» and «what to do next» to addresses. Links go down the tower only."""

from __future__ import annotations

from django.urls import reverse

from gates.criteria import Where
from gates.next_step import NextStep
from initiatives.models import Initiative
from meetings.counting import MeetingCounts

_OF_INITIATIVE = {
    "partners": "partners:index",
    "members": "initiatives:members",
    "plan_meeting": "meetings:plan",
    "decisions": "gates:decisions",
}
#: Pages that those who only read may follow too.
OPEN_TO_READERS = ("gate", "decisions", "partners")
_OF_MEETING = ("close", "attendance", "guests", "send", "answers", "minutes")


def page(initiative: Initiative, following: NextStep) -> str:
    """The address of a next step's page; empty for none."""
    key, meeting = following.page, following.meeting
    if key in _OF_INITIATIVE:
        return reverse(_OF_INITIATIVE[key], args=[initiative.pk])
    if key == "gate":
        return gate_page(initiative)
    if key in _OF_MEETING and meeting is not None:
        return reverse(f"meetings:{key}", args=[initiative.pk, meeting])
    return ""


def gate_page(initiative: Initiative, number: int = 1) -> str:
    return reverse("gates:gate", args=[initiative.pk, number])


def place(initiative: Initiative, where: Where, counts: MeetingCounts) -> str:
    """Where a criterion that is not met is put right: the latest meeting's page, or the initiative's details."""
    if where in (Where.OWNER, Where.PROCESS_LEAD, Where.AREA):
        anchor = {Where.OWNER: "eier", Where.PROCESS_LEAD: "prosessleder", Where.AREA: "omraade"}[where]
        return f"{reverse('initiatives:edit', args=[initiative.pk])}#{anchor}"
    if where is Where.PARTNERS:
        return reverse("partners:index", args=[initiative.pk])
    if where is Where.GROUPS and counts.held:
        asked = [one for one in counts.held if one.without_group] or list(counts.held)
        return f"{reverse('meetings:attendance', args=[initiative.pk, asked[-1].meeting])}#ungrouped-panel"
    latest = (counts.held or counts.meetings)[-1:]
    if not latest or where is Where.MEETINGS:
        return reverse("meetings:index", args=[initiative.pk])
    name = {
        Where.ATTENDANCE: "meetings:attendance",
        Where.INTEREST: "meetings:interest_results",
        Where.GUESTS: "meetings:guests",
        Where.GROUPS: "meetings:guests",
        Where.PROGRAMME: "meetings:programme",
        Where.MINUTES: "meetings:minutes",
    }[where]
    return reverse(name, args=[initiative.pk, latest[0].meeting])

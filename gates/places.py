"""From «where it is put right» and «what to do next» to addresses. Links go down the tower only."""

from __future__ import annotations

from django.urls import reverse

from forprosjekt.models import Chapter
from gates.criteria import Where
from gates.next_step import NextStep
from initiatives.models import Initiative
from meetings.counting import MeetingCounts

_OF_INITIATIVE = {
    "partners": "partners:index",
    "members": "initiatives:members",
    "plan_meeting": "meetings:plan",
    "decisions": "gates:decisions",
    "documents": "documents:index",
}
_OF_DOCUMENT = {"document": "documents:document", "rounds": "signing:rounds"}
#: Method: the forprosjekt's gate is the second.
FORPROSJEKT_GATE = 2
#: Pages that those who only read may follow too.
OPEN_TO_READERS = ("gate", "decisions", "partners", "area", "documents", "document", "work")
_CHAPTERS = {
    Where.AREAS: Chapter.AREA.value,
    Where.BARRIERS: Chapter.CHALLENGES.value,
    Where.FUNDING: Chapter.FUNDING.value,
    Where.PLAN: Chapter.PLAN.value,
}
#: What is put right on the page of the beslutningspunkt itself.
_AT_THE_GATE = {Where.BASIS: "underlag", Where.REPLIES: "merknader"}
_OF_MEETING = ("close", "attendance", "guests", "send", "answers", "minutes")


def page(initiative: Initiative, following: NextStep, number: int = 1) -> str:
    """The address of a next step's page; empty for none. ``number`` is the step whose gate is meant."""
    key, meeting = following.page, following.meeting
    if key in _OF_INITIATIVE:
        return reverse(_OF_INITIATIVE[key], args=[initiative.pk])
    if key == "gate":
        return gate_page(initiative, number)
    if key == "area":
        return reverse("forprosjekt:chapter", args=[initiative.pk, Chapter.AREA.value])
    if key == "work":
        return f"{initiative.get_absolute_url()}#work-panel"
    if key in _OF_DOCUMENT and following.document is not None:
        return reverse(_OF_DOCUMENT[key], args=[initiative.pk, following.document])
    if key in _OF_MEETING and meeting is not None:
        return reverse(f"meetings:{key}", args=[initiative.pk, meeting])
    return ""


def gate_page(initiative: Initiative, number: int = 1) -> str:
    return reverse("gates:gate", args=[initiative.pk, number])


def place(initiative: Initiative, where: Where, counts: MeetingCounts) -> str:
    """Where a criterion that is not met is put right: a page, or a part of the beslutningspunkt's own."""
    if where in (Where.OWNER, Where.PROCESS_LEAD, Where.AREA):
        anchor = {Where.OWNER: "eier", Where.PROCESS_LEAD: "prosessleder", Where.AREA: "omraade"}[where]
        return f"{reverse('initiatives:edit', args=[initiative.pk])}#{anchor}"
    if where in _CHAPTERS:
        return reverse("forprosjekt:chapter", args=[initiative.pk, _CHAPTERS[where]])
    if where in (Where.MAALBILDE, Where.ROUND):
        return reverse("documents:of_kind", args=[initiative.pk, "maalbilde"])
    if where in _AT_THE_GATE:
        return f"{gate_page(initiative, FORPROSJEKT_GATE)}#{_AT_THE_GATE[where]}"
    if where is Where.FRONT_PAGE:
        return initiative.get_absolute_url()
    if where in (Where.PARTNERS, Where.STARTUP_PARTNERS, Where.PARTNER_DECISIONS):
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

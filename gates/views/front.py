"""The initiative's front page: one next step, the three steps, what blocks, the work and the people."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import requires
from documents.starting import TEXT_KINDS, TextKind
from gates import policy
from gates.closing import shown_closing
from gates.criteria import criteria_of
from gates.facts import facts_of
from gates.facts_2 import standing_of
from gates.findings import Finding
from gates.gates import examine
from gates.loading import WithMembers, visible_with_members
from gates.next_step import ComingMeeting, Forprosjekt, LastMeeting, Situation, next_step
from gates.places import OPEN_TO_READERS, gate_page, page, place
from initiatives import panels
from initiatives.method import StepKey
from initiatives.models import StepRun
from initiatives.policy import may_advise, may_edit
from meetings.counting import MeetingCounts, meeting_counts
from paadriv.clock import now
from paadriv.htmx import vary
from partners.models import Partner
from partners.policy import partners_of


@requires(policy.may_open, load=visible_with_members)
@require_safe
def front_page(request: HttpRequest, found: WithMembers) -> HttpResponse:
    """At most twelve queries, whatever the number of partners, guests and meetings."""
    if not policy.may_see(request.user, found):
        return _partner_front_page(request, found)
    initiative, runs = found.initiative, panels.runs_of(found.initiative)
    context = {
        **standing_context(found, runs, request.user),
        **panels.steps_context(initiative, runs),
        **panels.work_context(initiative, runs, request.user),
        **panels.people_context(initiative, found.memberships, request.user),
        "may_advise": may_advise(request.user, initiative),
        "texts": _texts(runs),
        "closing": shown_closing(initiative),
    }
    return vary(render(request, "gates/front_page.html", context))


def _texts(runs: list[StepRun]) -> list[TextKind]:
    """The texts that are written as the active step's deliverables."""
    active = {run.step for run in runs if run.state == StepRun.State.ACTIVE}
    return [kind for kind in TEXT_KINDS if kind.step in active]


@requires(policy.may_see, load=visible_with_members)
@require_safe
def standing(request: HttpRequest, found: WithMembers) -> HttpResponse:
    """The panel of the next step and what blocks, fetched anew when something changed."""
    context = standing_context(found, panels.runs_of(found.initiative), request.user)
    return vary(render(request, "gates/_standing_panel.html", context))


def _partner_front_page(request: HttpRequest, found: WithMembers) -> HttpResponse:
    """What a partner's contact sees: where the place stands, who stands together, and whom to ask."""
    initiative = found.initiative
    context = {
        **panels.steps_context(initiative, panels.runs_of(initiative)),
        **panels.people_context(initiative, found.memberships, request.user),
        "startup_partners": list(Partner.objects.filter(initiative=initiative).startup().order_by("name", "pk")),
        "own": partners_of(request.user, initiative),
        "closing": shown_closing(initiative),
    }
    return vary(render(request, "gates/partner_front_page.html", context))


def standing_context(found: WithMembers, runs: list[StepRun], user: Any) -> dict[str, Any]:
    """What to do next in the active step. In the first, also which hard criteria are not met.

    Those of the forprosjekt take more queries than a front page has; they stand on the beslutningspunkt's own page.
    """
    initiative, allowed = found.initiative, may_edit(user, found.initiative)
    active = next((run for run in runs if run.state == StepRun.State.ACTIVE), None)
    step = active.step if active else ""
    number = active.definition.number if active else 1
    criteria = criteria_of(initiative.method_version, step)
    is_first = step == StepKey.SONDERINGSMOETE
    counts = meeting_counts(initiative, active) if active and is_first else MeetingCounts()
    findings: tuple[Finding, ...] = ()
    if active and is_first:
        findings = examine(criteria, facts_of(initiative, active, counts))
    missing = [finding for finding in findings if finding.is_must and not finding.ok]
    situation = Situation(
        state=initiative.state,
        step=step,
        at=now(),
        coming=_coming(counts),
        last=_last(counts),
        has_decider=any(row.is_decider for row in found.memberships),
        missing=len(missing),
        review_on=initiative.review_on,
        forprosjekt=standing_of(initiative, active) if active and step == StepKey.FORPROSJEKT else Forprosjekt(),
    )
    following = next_step(situation)
    return {
        "initiative": initiative,
        "next_step": following,
        "next_url": page(initiative, following, number) if following.page in OPEN_TO_READERS or allowed else "",
        "may_edit": allowed,
        "is_open": initiative.is_open,
        "blocking": [(finding, place(initiative, finding.criterion.where, counts)) for finding in missing],
        "gate_url": gate_page(initiative, number) if criteria else "",
        "gate_number": number,
        "counts": counts,
        "is_first_step": is_first,
    }


def _coming(counts: MeetingCounts) -> ComingMeeting | None:
    one = next((meeting for meeting in counts.meetings if not meeting.is_closed), None)
    if one is None:
        return None
    return ComingMeeting(
        pk=one.meeting,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        answer_by=one.answer_by,
        invited=one.invited,
        is_sent=one.is_sent,
        answered=one.answered,
    )


def _last(counts: MeetingCounts) -> LastMeeting | None:
    if not counts.held:
        return None
    one = counts.held[-1]
    return LastMeeting(pk=one.meeting, minutes_published=one.minutes_published_at is not None)

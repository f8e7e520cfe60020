"""The only bridge from the ORM to the pure core: what a gate reads of an initiative."""

from __future__ import annotations

from datetime import date

from gates import facts_2, gate_2
from gates.gate_1 import Facts, HeldMeeting, Organisation
from initiatives.method import StepKey
from initiatives.models import Initiative, StepRun
from meetings.counting import MeetingCounts, meeting_counts
from partners.groups import PEOPLE_OF_THE_PLACE


def facts_of(
    initiative: Initiative, run: StepRun, counts: MeetingCounts | None = None, on: date | None = None
) -> Facts | gate_2.Facts:
    """Read the facts of one run of a step, as on a day, or take the counts a page has read already."""
    if run.step == StepKey.FORPROSJEKT:
        return facts_2.facts_of(initiative, run, on)
    counts = counts if counts is not None else meeting_counts(initiative, run)
    return Facts(
        norms=initiative.method.norms,
        held=tuple(
            HeldMeeting(
                meeting=one.meeting,
                attended=one.attended,
                minutes_planned=one.minutes_planned,
                minutes_held=one.minutes_held,
                has_introduction=one.has_introduction,
                days_to_minutes=one.days_to_minutes,
            )
            for one in counts.held
        ),
        not_settled=sum(one.not_settled for one in counts.held),
        threshold=counts.threshold,
        threshold_in_time=counts.threshold_in_time,
        taking_part=tuple(Organisation(part.partner, part.name, part.is_public) for part in counts.taking_part),
        groups_invited=counts.groups_invited,
        groups_attended=counts.groups_attended,
        people_of_the_place=frozenset(group.value for group in PEOPLE_OF_THE_PLACE),
        owner=initiative.owner.name if initiative.owner else "",
        process_lead=initiative.process_lead_name,
        area=initiative.area_name,
    )

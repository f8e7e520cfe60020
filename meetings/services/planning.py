"""Planning a sonderingsmøte and changing the plan. A change of time or place after sending is a move."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import YES, NotReady, Verdict, no
from accounts.editing import apply
from accounts.journal import record
from accounts.models import User
from initiatives.method import StepKey
from initiatives.models import Initiative, StepRun
from initiatives.services.locking import locked
from initiatives.wording import definite_place
from mail.links import token_for
from meetings.links import MEETING_INTEREST
from meetings.models import Meeting, ProgrammeItem
from meetings.programme import STANDARD
from meetings.services.locking import planned_meeting
from meetings.services.moving import tell_of_move
from meetings.services.seats import promote_waiting
from paadriv.clock import now, today
from paadriv.text import local

#: Changing one of these after the invitations are sent moves the calendar event.
TIME_AND_PLACE = ("starts_at", "ends_at", "venue")


@transaction.atomic
def plan_meeting(
    initiative: Initiative,
    *,
    starts_at: datetime,
    ends_at: datetime,
    venue: str,
    answer_by: Any,
    sender_name: str,
    sender_title: str,
    by: User,
    headline: str = "",
    interest_threshold: int | None = None,
    **optional: Any,
) -> Meeting:
    """Plan a meeting on the active step 1, with the standard programme. More than one is allowed.

    Raises NotReady unless step 1 is active in an open initiative, ValidationError for bad fields.
    """
    initiative = locked(initiative)
    if not (verdict := ready_to_plan(initiative)):
        raise NotReady(verdict)
    run = _active_step_1(initiative)
    assert run is not None
    moment = now()
    meeting = Meeting(
        initiative=initiative,
        step_run=run,
        starts_at=starts_at,
        ends_at=ends_at,
        venue=venue,
        answer_by=answer_by,
        sender_name=sender_name,
        sender_title=sender_title,
        headline=headline or _("Trenger %(place)s et Pådriv?") % {"place": initiative.place_name},
        interest_threshold=interest_threshold or initiative.method.norms.interest_threshold,
        threshold_set_at=moment,
        created_at=moment,
        **optional,
    )
    meeting.full_clean()
    _check_dates(meeting, moment)
    meeting.save()
    ProgrammeItem.objects.bulk_create(_standard_programme(meeting))
    token_for(MEETING_INTEREST, meeting.pk)  # here, so that no page that shows the code has to write
    record(initiative.chain, "meeting_planned", by=by, subject=meeting)
    return meeting


@transaction.atomic
def edit_meeting(meeting: Meeting, changes: dict[str, Any], *, revision: int, by: User) -> Meeting:
    """Change the plan. New time or place after sending raises the sequence and mails everyone asked.

    Answers given before a move stay, but are stale until given again. Raises NotReady for a meeting
    that is called off, closed, or (time, place, threshold) has started; Stale with both texts.
    """
    meeting, moment = planned_meeting(meeting), now()
    started = moment >= meeting.starts_at
    changed = apply(meeting, changes, revision=revision)
    moved = [name for name in changed if name in TIME_AND_PLACE]
    if started and moved:
        raise NotReady(_("Møtet har startet. Tid og sted kan ikke endres lenger."))
    if "interest_threshold" in changed:
        if started:
            raise NotReady(_("Møtet har startet. Interesseterskelen kan ikke endres lenger."))
        meeting.threshold_set_at = moment
        meeting.save(update_fields=["threshold_set_at"])
    if "capacity" in changed and not started:
        promote_waiting(meeting, by=by)
    if not started and (moved or "answer_by" in changed):
        _check_dates(meeting, moment)
    if changed:
        record(meeting.initiative.chain, "meeting_edited", by=by, subject=meeting, fields=changed)
    if moved and meeting.invited_at is not None:
        tell_of_move(meeting, by=by)
    return meeting


def ready_to_plan(initiative: Initiative) -> Verdict:
    """Step 1 is active and the initiative open."""
    if _active_step_1(initiative) is None or not initiative.is_open:
        return no(_("Sonderingsmøter planlegges mens steg 1 pågår."))
    return YES


def _active_step_1(initiative: Initiative) -> StepRun | None:
    return initiative.step_runs.filter(step=StepKey.SONDERINGSMOETE, state=StepRun.State.ACTIVE).first()


def _check_dates(meeting: Meeting, moment: datetime) -> None:
    """Raises ValidationError at the field that is wrong."""
    if meeting.starts_at <= moment:
        raise ValidationError({"starts_at": _("Velg et tidspunkt som ikke er passert.")})
    if meeting.ends_at <= meeting.starts_at:
        raise ValidationError({"ends_at": _("Møtet må slutte etter at det starter.")})
    if meeting.answer_by > local(meeting.starts_at).date():
        raise ValidationError({"answer_by": _("Svarfristen kan ikke være etter møtedagen.")})
    if meeting.answer_by < today():
        raise ValidationError({"answer_by": _("Svarfristen er passert. Velg en ny.")})


def _standard_programme(meeting: Meeting) -> list[ProgrammeItem]:
    place = definite_place(meeting.initiative)
    return [
        ProgrammeItem(
            meeting=meeting,
            position=position,
            kind=post.kind,
            title=str(post.title),
            minutes=post.minutes,
            responsible=str(post.responsible),
            description=str(post.description).replace("{stedsform}", place),
        )
        for position, post in enumerate(STANDARD)
    ]

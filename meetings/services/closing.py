"""Closing a meeting: everyone's attendance is settled in one step. Reopening, until gate 1 is decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import YES, NotReady, Verdict, no
from accounts.journal import record
from accounts.models import User
from initiatives.models import StepRun
from meetings.counting import taking_part
from meetings.models import Attendance, Choice, Invitation, Meeting
from meetings.services.interest import mark_interested
from meetings.services.locking import working_meeting
from paadriv import text
from paadriv.clock import now
from partners.models import Partner

LEAST_REASON = 20


@dataclass(frozen=True)
class Settlement:
    """How everyone's attendance stands: settled, or as closing will settle it."""

    attended: int
    walked_in: int
    excused: int
    absent: int

    @property
    def total(self) -> int:
        return self.attended + self.excused + self.absent


def settlement(meeting: Meeting) -> Settlement:
    """What is registered, with what closing would add for those invited who have no attendance yet."""
    rows = list(meeting.attendance.order_by("pk"))
    states = [row.state for row in rows]
    if meeting.state != Meeting.State.CLOSED:
        states += [_absence(row) for row in _without_attendance(meeting)]
    return Settlement(
        attended=states.count(Attendance.State.ATTENDED),
        walked_in=sum(row.is_walk_in for row in rows),
        excused=states.count(Attendance.State.EXCUSED),
        absent=states.count(Attendance.State.ABSENT),
    )


def may_close_now(meeting: Meeting, *, at: datetime) -> Verdict:
    """A planned meeting whose end has passed and where somebody was registered as there."""
    if meeting.state == Meeting.State.CALLED_OFF:
        return no(_("Møtet er avlyst og kan ikke avsluttes."))
    if meeting.state == Meeting.State.CLOSED:
        return no(_("Møtet er allerede avsluttet."))
    if at < meeting.ends_at:
        return no(_("Møtet kan avsluttes når det er over, %(when)s.") % {"when": text.moment(meeting.ends_at)})
    if not meeting.attendance.filter(state=Attendance.State.ATTENDED).exists():
        return no(_("Ingen er registrert som møtt. Registrer oppmøtet først."))
    return YES


def may_reopen_now(meeting: Meeting) -> Verdict:
    """A closed meeting, until the gate of its step is decided."""
    if meeting.state != Meeting.State.CLOSED:
        return no(_("Møtet er ikke avsluttet."))
    if meeting.step_run.state != StepRun.State.ACTIVE:
        return no(_("Beslutningspunkt 1 er avgjort, og møtet kan ikke gjenåpnes."))
    return YES


@transaction.atomic
def close_meeting(meeting: Meeting, *, by: User) -> Meeting:
    """Close a meeting that is over; everyone invited who was not there gets forfall or ikke møtt.

    Linked partners that will take part become interested. Raises NotReady before the end, for a meeting
    called off or closed, and when nobody is registered.
    """
    meeting, moment = working_meeting(meeting), now()
    if not (verdict := may_close_now(meeting, at=moment)):
        raise NotReady(verdict)
    rest = _without_attendance(meeting)
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, person_id=row.person_id, state=_absence(row), at=moment, by=by) for row in rest
    )
    meeting.state, meeting.closed_at, meeting.closed_by = Meeting.State.CLOSED, moment, by
    meeting.save(update_fields=["state", "closed_at", "closed_by"])
    for part in taking_part(meeting.initiative):
        mark_interested(Partner.objects.select_related("initiative").get(pk=part.partner), by=by)
    record(meeting.initiative.chain, "meeting_closed", by=by, subject=meeting, not_there=len(rest))
    return meeting


@transaction.atomic
def reopen_meeting(meeting: Meeting, *, reason: str, by: User) -> Meeting:
    """Open a closed meeting again with a reason; what closing filled in is taken out, taps at the door stay.

    Raises NotReady when the gate is decided or the reason is shorter than 20 characters.
    """
    meeting = working_meeting(meeting)
    if not (verdict := may_reopen_now(meeting)):
        raise NotReady(verdict)
    if len(reason) < LEAST_REASON:
        raise NotReady(_("Skriv en begrunnelse på minst 20 tegn."))
    meeting.attendance.exclude(state=Attendance.State.ATTENDED).delete()
    meeting.state, meeting.closed_at, meeting.closed_by = Meeting.State.PLANNED, None, None
    meeting.reopened_because = reason
    meeting.full_clean()
    meeting.save(update_fields=["state", "closed_at", "closed_by", "reopened_because"])
    record(meeting.initiative.chain, "meeting_reopened", by=by, subject=meeting)
    return meeting


def _without_attendance(meeting: Meeting) -> list[Invitation]:
    settled = meeting.attendance.values("person")
    return list(meeting.invitations.filter(withdrawn_at=None).exclude(person__in=settled).order_by("pk"))


def _absence(invitation: Invitation) -> str:
    """Forfall for those who said they would not come or had no seat; ikke møtt for the rest."""
    sent_word = invitation.current in (Choice.NOT_COMING, Choice.SENDS_ANOTHER) or invitation.waiting_since
    return Attendance.State.EXCUSED if sent_word else Attendance.State.ABSENT

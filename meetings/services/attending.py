"""Who was there: tapped in and out at the door, and walk-ins. Closing fills in the rest."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import YES, NotReady, Verdict, no
from accounts.journal import record
from accounts.models import User
from meetings.models import Attendance, Meeting
from meetings.services.locking import working_meeting
from paadriv import text
from paadriv.clock import now
from paadriv.text import search_key
from partners import services as partners
from partners.models import Partner, Person

#: The door opens this long before the start.
DOOR_OPENS = timedelta(hours=2)


def may_register_now(meeting: Meeting, *, at: datetime) -> Verdict:
    """Attendance is taken from two hours before the start until the meeting is closed."""
    if meeting.state == Meeting.State.CALLED_OFF:
        return no(_("Møtet er avlyst."))
    if meeting.state == Meeting.State.CLOSED:
        return no(_("Møtet er avsluttet. Gjenåpne det hvis oppmøtet må rettes."))
    if at < meeting.starts_at - DOOR_OPENS:
        opens = text.moment(meeting.starts_at - DOOR_OPENS)
        return no(_("Oppmøtet kan registreres fra %(when)s, to timer før møtet.") % {"when": opens})
    return YES


@transaction.atomic
def register_attendance(meeting: Meeting, *, person: Person, by: User) -> Attendance:
    """The person is here; a repeat changes nothing. Raises NotReady too early and after closing."""
    meeting = _open_door(meeting)
    return _attend(meeting, person, is_walk_in=False, by=by)


@transaction.atomic
def undo_attendance(meeting: Meeting, *, person: Person, by: User) -> None:
    """The tap was a mistake; a repeat changes nothing."""
    meeting = _open_door(meeting)
    deleted, _rows = meeting.attendance.filter(person=person).delete()
    if deleted:
        record(meeting.initiative.chain, "attendance_undone", by=by, subject=meeting, person=person.pk)


@transaction.atomic
def add_walk_in(meeting: Meeting, *, name: str, organisation: str, by: User, email: str = "") -> Attendance:
    """Somebody who came without being on the list; known people and organisations are recognised.

    The same three fields again give the same row.
    """
    meeting = _open_door(meeting)
    partner = _partner_named(meeting, organisation, by)
    person = _known_person(meeting, name, email.lower(), partner)
    if person is None:
        person = partners.add_person(meeting.initiative, name=name, email=email.lower(), partner=partner, by=by)
    is_invited = person.invitations.filter(meeting=meeting, withdrawn_at=None).exists()
    return _attend(meeting, person, is_walk_in=not is_invited, by=by)


@transaction.atomic
def choose_group(meeting: Meeting, *, person: Person, group: str, by: User) -> None:
    """Say which stakeholder group somebody at the meeting belongs to: the organisation's, or a private person's own.

    Also after the meeting is closed. Raises NotReady when the initiative is closed.
    """
    meeting = working_meeting(meeting)
    person = meeting.initiative.persons.select_related("partner").get(pk=person.pk)
    if person.partner is not None:
        partners.edit_partner(person.partner, {"group": group}, revision=person.partner.revision, by=by)
    else:
        partners.edit_person(person, {"group": group}, revision=person.revision, by=by)


def _open_door(meeting: Meeting) -> Meeting:
    meeting = working_meeting(meeting)
    if not (verdict := may_register_now(meeting, at=now())):
        raise NotReady(verdict)
    return meeting


def _attend(meeting: Meeting, person: Person, *, is_walk_in: bool, by: User) -> Attendance:
    row, is_new = Attendance.objects.get_or_create(
        meeting=meeting,
        person=person,
        defaults={"state": Attendance.State.ATTENDED, "is_walk_in": is_walk_in, "at": now(), "by": by},
    )
    if is_new:
        record(meeting.initiative.chain, "attendance_registered", by=by, subject=meeting, person=person.pk)
    return row


def _partner_named(meeting: Meeting, organisation: str, by: User) -> Partner | None:
    return partners.add_partner(meeting.initiative, name=organisation, by=by) if organisation else None


def _known_person(meeting: Meeting, name: str, email: str, partner: Partner | None) -> Person | None:
    persons = meeting.initiative.persons.filter(erased_at=None)
    if email:
        return persons.filter(email=email).first()
    same_name = [row for row in persons.filter(partner=partner) if search_key(row.name) == search_key(name)]
    return same_name[0] if len(same_name) == 1 else None

"""Putting a new person, or the sound rows of a list that was previewed, on the invitation list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotReady
from accounts.journal import record
from accounts.models import User
from meetings.importing import Known, Row
from meetings.models import Invitation, Meeting
from meetings.services.inviting import put_back
from meetings.services.locking import planned_meeting
from paadriv.clock import now
from partners.many import NewPerson, add_many

MOST_ON_LIST = 1000


@dataclass(frozen=True)
class Imported:
    """How many were put on the list, and how many were there, or had opted out, when it came to it."""

    invited: int
    left_out: int


def known_of(meeting: Meeting) -> Known:
    """Who is on the list and who has opted out, by address; for judging a list before it is stored."""
    invited: dict[str, str] = dict(
        meeting.invitations.filter(withdrawn_at=None)
        .exclude(person__email="")
        .values_list("person__email", "person__name")
    )
    opted_out: dict[str, str] = dict(
        meeting.initiative.persons.filter(opted_out_at__isnull=False).exclude(email="").values_list("email", "name")
    )
    return Known(invited, opted_out)


@transaction.atomic
def invite_new(meeting: Meeting, row: Row, *, by: User) -> Invitation:
    """Put one person on the list by name and address; one the initiative knows is taken as known.

    Raises ValidationError at ``email`` for one who is on the list or has opted out.
    """
    meeting = planned_meeting(meeting)
    known = known_of(meeting)
    if row.email in known.invited:
        raise ValidationError({"email": _("%(name)s står allerede på listen.") % {"name": known.invited[row.email]}})
    if row.email in known.opted_out:
        raise ValidationError(
            {"email": _("%(name)s har meldt seg av henvendelser.") % {"name": known.opted_out[row.email]}}
        )
    import_rows(meeting, [row], by=by)
    return meeting.invitations.get(person__email=row.email)


@transaction.atomic
def import_rows(meeting: Meeting, rows: Sequence[Row], *, by: User) -> Imported:
    """Put all sound rows on the list, or none. Those who came there or opted out meanwhile are left out.

    Raises ValidationError when a value does not fit, NotReady when the meeting is over or the list full.
    """
    meeting, moment = planned_meeting(meeting), now()
    if moment >= meeting.ends_at:
        raise NotReady(_("Møtet er over. Registrer heller dem som møtte, under «Oppmøte»."))
    known = known_of(meeting)
    wanted = {
        row.email: row
        for row in rows
        if row.is_sound and row.email not in known.invited and row.email not in known.opted_out
    }
    if meeting.invitations.count() + len(wanted) > MOST_ON_LIST:
        raise NotReady(_("Listen kan ha høyst %(most)d personer.") % {"most": MOST_ON_LIST})
    persons = add_many(
        meeting.initiative,
        [NewPerson(row.name, row.email, row.organisation, row.group, row.phone) for row in wanted.values()],
        by=by,
    )
    back = {
        row.person_id: row for row in meeting.invitations.filter(person__in=[persons[email].pk for email in wanted])
    }
    new = []
    for email, row in wanted.items():
        person = persons[email]
        if withdrawn := back.get(person.pk):
            put_back(withdrawn, why_asked=row.why_asked)
            continue
        new.append(Invitation(meeting=meeting, person=person, why_asked=row.why_asked, added_at=moment))
    for invitation in new:
        invitation.clean_fields(exclude=["meeting", "person"])
    Invitation.objects.bulk_create(new)
    if wanted:
        record(meeting.initiative.chain, "persons_invited", by=by, subject=meeting, count=len(wanted))
    return Imported(len(wanted), len(rows) - len(wanted))

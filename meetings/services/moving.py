"""Telling everyone asked that the time or place is another: sequence + 1 and a calendar update."""

from __future__ import annotations

from accounts.journal import record
from accounts.models import User
from mail.models import Message
from mail.services import Recipient, queue
from meetings.models import Choice, Invitation, Meeting

#: A mail in one of these states is out of our hands; the rest will be stopped as superseded.
_GONE_OUT = (Message.State.SENT, Message.State.SENDING)


def tell_of_move(meeting: Meeting, *, by: User) -> None:
    """Raise the sequence and queue mail to those invited who have not said no. The caller has the lock.

    Those whose invitation has not left yet get a new invitation instead of a correction of nothing.
    """
    meeting.sequence += 1
    meeting.save(update_fields=["sequence"])
    asked = list(
        meeting.invitations.filter(sent_at__isnull=False, withdrawn_at=None, person__opted_out_at=None)
        .exclude(current__in=(Choice.NOT_COMING, Choice.SENDS_ANOTHER))
        .exclude(person__email="")
        .select_related("person")
    )
    reached = set(
        Message.objects.filter(
            sending__kind__in=("meeting_invitation", "meeting_moved"),
            subject_id__in=[invitation.pk for invitation in asked],
            state__in=_GONE_OUT,
        ).values_list("subject_id", flat=True)
    )
    _queue("meeting_moved", [row for row in asked if row.pk in reached], meeting, by)
    _queue("meeting_invitation", [row for row in asked if row.pk not in reached], meeting, by)
    record(meeting.initiative.chain, "meeting_moved", by=by, subject=meeting, sequence=meeting.sequence)


def _queue(kind: str, invitations: list[Invitation], meeting: Meeting, by: User) -> None:
    if not invitations:
        return
    queue(
        kind,
        [
            Recipient(row.pk, row.person.email, f"{kind}:{row.pk}:{meeting.sequence}", row.person.name)
            for row in invitations
        ],
        by=by,
        scope=meeting.initiative.chain,
        content={"meeting": meeting.pk, "sequence": meeting.sequence},
    )

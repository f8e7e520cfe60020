"""Telling everyone asked that the time or place is another: sequence + 1 and a calendar update."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from accounts.journal import record
from accounts.models import User
from mail.models import Message
from mail.services import Recipient, queue
from meetings.models import Choice, Invitation, Meeting

#: Those who will stand at the door are told of a move and of calling off even when they have opted out.
HEAR_IN_ANY_CASE = (Choice.COMING, Choice.MAYBE)
#: A mail in one of these states is out of our hands; the rest will be stopped as superseded.
_GONE_OUT = (Message.State.SENT, Message.State.SENDING)


def tell_of_move(meeting: Meeting, *, by: User) -> None:
    """Raise the sequence and queue mail to those invited. The caller has the lock.

    Who said no to the old time may be able to come to the new one, and is asked as well; who sent another is not.

    Those whose invitation has not left yet get a new invitation instead of a correction of nothing.
    """
    meeting.sequence += 1
    meeting.save(update_fields=["sequence"])
    asked = list(
        meeting.invitations.filter(sent_at__isnull=False, withdrawn_at=None)
        .filter(Q(person__opted_out_at=None) | Q(current__in=HEAR_IN_ANY_CASE))
        .exclude(current=Choice.SENDS_ANOTHER)
        .exclude(person__email="")
        .select_related("person")
    )
    known = reached(asked)
    moved = [row for row in asked if row.pk in known or row.person.opted_out_at is not None]
    _queue("meeting_moved", moved, meeting, by)
    _queue("meeting_invitation", [row for row in asked if row not in moved], meeting, by)
    record(meeting.initiative.chain, "meeting_moved", by=by, subject=meeting, sequence=meeting.sequence)


def reached(invitations: Iterable[Invitation]) -> set[int]:
    """Those of these invitations whose mail with the calendar entry has gone out since they were put on the list."""
    added = {invitation.pk: invitation.added_at for invitation in invitations}
    mails = Message.objects.filter(
        sending__kind__in=("meeting_invitation", "meeting_moved"),
        subject_id__in=list(added),
        state__in=_GONE_OUT,
    )
    return {pk for pk, at in mails.values_list("subject_id", "created_at") if at >= added[pk]}


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

"""Seats and the waiting list of one meeting. Callers hold the meeting's lock."""

from __future__ import annotations

from accounts.journal import record
from accounts.models import User
from mail.services import Recipient, queue
from meetings.models import Choice, Invitation, Meeting


def is_full(meeting: Meeting) -> bool:
    """Whether every seat is taken; only «kommer» takes one, and no capacity means room for all."""
    return meeting.capacity is not None and _seated(meeting) >= meeting.capacity


def promote_waiting(meeting: Meeting, *, by: User | None) -> list[Invitation]:
    """Give free seats to those who have waited longest, each with a mail. The caller holds the meeting's lock."""
    waiting = meeting.invitations.filter(current=Choice.COMING, waiting_since__isnull=False, withdrawn_at=None)
    waiting = waiting.select_related("person").order_by("waiting_since", "pk")
    free = None if meeting.capacity is None else max(0, meeting.capacity - _seated(meeting))
    promoted = list(waiting if free is None else waiting[:free])
    for invitation in promoted:
        invitation.waiting_since = None
        invitation.save(update_fields=["waiting_since"])
        _tell(meeting, invitation, by)
        record(meeting.initiative.chain, "seat_given", by=by, subject=invitation)
    return promoted


def _seated(meeting: Meeting) -> int:
    return meeting.invitations.filter(current=Choice.COMING, waiting_since=None, withdrawn_at=None).count()


def _tell(meeting: Meeting, invitation: Invitation, by: User | None) -> None:
    if not invitation.person.email:
        return
    latest = invitation.answers.order_by("-pk").values_list("pk", flat=True).first()
    queue(
        "seat_given",
        [
            Recipient(
                subject_id=invitation.pk,
                address=invitation.person.email,
                name=invitation.person.name,
                dedupe_key=f"seat_given:{invitation.pk}:{latest}",
            )
        ],
        by=by,
        scope=meeting.initiative.chain,
        content={"meeting": meeting.pk},
    )

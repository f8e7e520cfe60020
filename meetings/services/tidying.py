"""What a day's passing does by itself: needs are deleted two weeks after the meeting. Nothing is decided."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from accounts.journal import record
from initiatives.services.locking import locked
from meetings.models import Meeting, Need
from paadriv.clock import now

#: Needs are kept this long after the meeting; the invitation says so.
KEEP_NEEDS = timedelta(days=14)


def delete_old_needs() -> int:
    """Delete what guests needed at meetings that ended more than 14 days ago; safe to run at any time."""
    over = Meeting.objects.filter(ends_at__lt=now() - KEEP_NEEDS, invitations__need__isnull=False)
    return sum(_forget(meeting) for meeting in over.select_related("initiative").order_by("pk").distinct())


@transaction.atomic
def _forget(meeting: Meeting) -> int:
    initiative = locked(meeting.initiative)
    deleted, _by_model = Need.objects.filter(invitation__meeting=meeting).delete()
    if deleted:
        record(initiative.chain, "needs_deleted", by=None, subject=meeting, count=deleted)
    return deleted

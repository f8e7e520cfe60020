"""Writing the letter of one meeting. An empty letter is the association's text."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.editing import apply
from accounts.journal import record
from accounts.models import User
from documents.mail_texts import published_letter
from meetings import room
from meetings.kinds.invitasjon import letter_refusals
from meetings.models import Meeting
from meetings.services.locking import planned_meeting
from meetings.texts import LETTER


def letter_of(meeting: Meeting) -> str:
    """The text that will be printed."""
    return meeting.letter or published_letter(LETTER)


@transaction.atomic
def edit_letter(meeting: Meeting, text: str, *, revision: int, by: User) -> Meeting:
    """Store the letter written for this meeting; the association's own words are stored as nothing.

    Raises ValidationError at ``letter`` naming each unknown placeholder or saying how much
    too long it is, Stale with both texts.
    """
    meeting = planned_meeting(meeting)
    if reasons := letter_refusals(text):
        raise ValidationError({"letter": list(reasons)})
    if text.strip() == published_letter(LETTER).strip():
        text = ""
    if text and (reasons := room.refusals(meeting, text)):
        raise ValidationError({"letter": list(reasons)})
    if apply(meeting, {"letter": text}, revision=revision):
        record(meeting.initiative.chain, "letter_edited", by=by, subject=meeting)
    return meeting

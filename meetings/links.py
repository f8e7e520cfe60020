"""The addresses that letters and mails carry. What row a link's purpose has is said at each."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from mail.links import standing_token, token_for
from meetings.models import Attendance, Invitation, Meeting

ANSWER, OPT_OUT = "answer", "opt_out"
INTEREST, MEETING_INTEREST, MINUTES = "interest", "meeting_interest", "minutes"
#: What a preview shows instead of somebody's own links; opens nothing.
DEAD = "forhandsvisning"


def answer_link(invitation: Invitation) -> str:
    """Row: the invitation."""
    return _absolute(reverse("meetings:answer", args=[token_for(ANSWER, invitation.pk)]))


def opt_out_link(person_id: int) -> str:
    """Row: the person, who may have been there without an invitation."""
    return _absolute(reverse("meetings:opt_out", args=[token_for(OPT_OUT, person_id)]))


def calendar_link(invitation: Invitation) -> str:
    return _absolute(reverse("meetings:answer_calendar", args=[token_for(ANSWER, invitation.pk)]))


def interest_link(meeting: Meeting, invitation: Invitation | None) -> str:
    """The guest's own form; the meeting's own for one who walked in. Rows: the invitation, the meeting."""
    if invitation is None:
        return meeting_interest_link(meeting)
    return _absolute(reverse("meetings:interest", args=[token_for(INTEREST, invitation.pk)]))


def meeting_interest_link(meeting: Meeting) -> str:
    return _absolute(reverse("meetings:meeting_interest", args=[token_for(MEETING_INTEREST, meeting.pk)]))


def shown_interest_link(meeting: Meeting) -> str | None:
    """The meeting's form as a page may show it: nothing is written, and None until the code is made anew."""
    token = standing_token(MEETING_INTEREST, meeting.pk)
    return _absolute(reverse("meetings:meeting_interest", args=[token])) if token else None


def minutes_link(attendance: Attendance) -> str:
    return _absolute(reverse("meetings:read_minutes", args=[token_for(MINUTES, attendance.pk)]))


def dead_links() -> dict[str, str]:
    """Values for a preview: addresses of the right shape that open no page of anybody's."""
    return {
        "svarlenke": _absolute(reverse("meetings:answer", args=[DEAD])),
        "avmeldingslenke": _absolute(reverse("meetings:opt_out", args=[DEAD])),
    }


def own_links(invitation: Invitation) -> dict[str, str]:
    """The values that only the recipient may see."""
    return {"svarlenke": answer_link(invitation), "avmeldingslenke": opt_out_link(invitation.person_id)}


def privacy_link() -> str:
    return _absolute(reverse("privacy"))


def _absolute(path: str) -> str:
    return f"{settings.BASE_URL}{path}"

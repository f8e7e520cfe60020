"""What every page of one meeting shows around its own content."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from initiatives.policy import membership_of
from meetings import policy
from meetings.models import Meeting

#: The last breadcrumb of the day's pages; the plan's pages say their own.
_CRUMBS = {
    "answers": _("Svar"),
    "attendance": _("Oppmøte"),
    "interest": _("Interesse"),
    "close": _("Avslutning"),
    "minutes": _("Referat"),
}


def frame(request: HttpRequest, meeting: Meeting, tab: str) -> dict[str, Any]:
    """The initiative's frame, the meeting and which of its pages this is."""
    return {
        "initiative": meeting.initiative,
        "meeting": meeting,
        "tab": tab,
        "crumb": _CRUMBS.get(tab, ""),
        "is_member": membership_of(request.user, meeting.initiative) is not None,
        "sees_people": bool(policy.may_see_people(request.user, meeting)),
    }

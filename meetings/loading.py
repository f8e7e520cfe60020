"""How views find a meeting: through an initiative the user may see; foreign and missing are both 404."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from initiatives.loading import visible_initiative as _visible
from initiatives.models import Initiative
from meetings.models import Invitation, Meeting, ProgrammeItem
from paadriv.prepared import prepared
from partners.models import Person


def visible_initiative(user: Any, initiative: int) -> Initiative:
    """Raises Initiative.DoesNotExist for one that is foreign or missing."""
    return _visible(user, initiative)


def visible_meeting(user: Any, initiative: int, meeting: int) -> Meeting:
    """Raises DoesNotExist for a meeting of another initiative. One Initiative object hangs on the row."""
    found = _visible(user, initiative)
    if not (rows := _meeting(found.pk, meeting)):
        raise Meeting.DoesNotExist
    rows[0].initiative = found
    return rows[0]


@prepared
def _meeting(initiative: int, meeting: int) -> QuerySet[Meeting]:
    return Meeting.objects.filter(initiative=initiative, pk=meeting).order_by("pk")


def visible_item(user: Any, initiative: int, meeting: int, item: int) -> ProgrammeItem:
    """Raises DoesNotExist for an item of another meeting."""
    parent = visible_meeting(user, initiative, meeting)
    row = ProgrammeItem.objects.get(meeting=parent, pk=item)
    row.meeting = parent
    return row


def visible_invitation(user: Any, initiative: int, meeting: int, invitation: int) -> Invitation:
    """Raises DoesNotExist for an invitation to another meeting."""
    parent = visible_meeting(user, initiative, meeting)
    row = Invitation.objects.select_related("person__partner").get(meeting=parent, pk=invitation)
    row.meeting = parent
    return row


def visible_known(user: Any, initiative: int, meeting: int, person: int) -> tuple[Meeting, Person]:
    """Raises DoesNotExist for a person another initiative knows."""
    parent = visible_meeting(user, initiative, meeting)
    return parent, Person.objects.get(initiative=parent.initiative, pk=person)

"""The locks every change to a meeting starts with: the initiative first, then the meeting."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.access import NotReady
from initiatives.services.locking import locked
from meetings.models import Meeting


def locked_meeting(meeting: Meeting) -> Meeting:
    """The meeting's row with its initiative, both locked until the transaction ends."""
    initiative = locked(meeting.initiative)
    row = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk, initiative=initiative)
    row.initiative = initiative
    return row


def working_meeting(meeting: Meeting) -> Meeting:
    """As locked_meeting; raises NotReady for a closed initiative. Guests' links come here without policy."""
    row = locked_meeting(meeting)
    if not row.initiative.is_open:
        raise NotReady(_("Initiativet er avsluttet. Innholdet kan leses, men ikke endres."))
    return row


def planned_meeting(meeting: Meeting) -> Meeting:
    """As working_meeting; raises NotReady for a meeting that is called off or closed."""
    row = working_meeting(meeting)
    if row.state == Meeting.State.CALLED_OFF:
        raise NotReady(_("Møtet er avlyst og kan ikke endres."))
    if row.state == Meeting.State.CLOSED:
        raise NotReady(_("Møtet er avsluttet. Gjenåpne det først hvis noe må rettes."))
    return row

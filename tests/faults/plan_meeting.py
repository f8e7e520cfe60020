"""``python -m tests.faults.plan_meeting invite|move|call_off`` does that with the machine's one meeting."""

from __future__ import annotations

import sys

import django

django.setup()

from meetings import services  # noqa: E402
from meetings.models import Meeting  # noqa: E402
from tests import meetings_world, world  # noqa: E402

what = sys.argv[1]
if what == "invite":
    meeting = meetings_world.meeting(headline="Hva kan byen bli?")
    meetings_world.invited(meeting, "Ingrid Nordli", email="ingrid@eksempel.no", group="residents")
else:
    meeting = Meeting.objects.get()
    by = world.coordinator_of(meeting.initiative)
    if what == "move":
        services.edit_meeting(meeting, {"venue": "Rådhuset"}, revision=meeting.revision, by=by)
    else:
        services.call_off(meeting, reason="for få påmeldte", by=by)

"""The initiatives of one person as cards: where each stands and what part the person has in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from initiatives.models import Initiative, Membership, Role, StepRun
from oversight.listing import Line
from oversight.rows import against_norm, state_tag


@dataclass(frozen=True)
class Card:
    initiative: Initiative
    run: StepRun | None
    part: str
    next_meeting: datetime | None
    norm: SafeString
    state: SafeString


def cards_of(lines: Iterable[Line], memberships: Iterable[Membership]) -> list[Card]:
    """One card per line, with the person's own part in it."""
    parts = {row.initiative_id: _part(row) for row in memberships}
    return [
        Card(
            line.initiative,
            line.run,
            parts[line.initiative.pk],
            line.counts.next_meeting,
            against_norm(line.run),
            state_tag(line.initiative.state),
        )
        for line in lines
    ]


def _part(membership: Membership) -> str:
    """«Du er koordinator og beslutningstaker»."""
    role = Role(membership.role).label
    if membership.is_decider:
        return _("Du er %(role)s og beslutningstaker") % {"role": role}
    return _("Du er %(role)s") % {"role": role}

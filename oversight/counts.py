"""What has happened in some initiatives, in numbers: one grouped query over their ids.

Written as SQL: the ORM takes four times as long to compose this union as the database takes to answer it,
and joining the tables instead would multiply their rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection

from paadriv.clock import now


@dataclass
class Counts:
    """Numbers of one initiative, and when it meets next. Persons count once over several meetings."""

    next_meeting: datetime | None = None
    invited: int = 0
    answered: int = 0
    attended: int = 0
    partners: int = 0


_SQL = """
SELECT initiative_id, 'next_meeting', 0, 0, MIN(starts_at) FROM meetings_meeting
WHERE initiative_id IN (KEYS) AND state = 'planned' AND ends_at >= %s
GROUP BY initiative_id
UNION ALL
SELECT meeting.initiative_id, 'invited', COUNT(DISTINCT one.person_id),
       COUNT(DISTINCT CASE WHEN one."current" <> '' THEN one.person_id END), NULL
FROM meetings_invitation AS one JOIN meetings_meeting AS meeting ON meeting.id = one.meeting_id
WHERE meeting.initiative_id IN (KEYS) AND one.withdrawn_at IS NULL AND one.sent_at IS NOT NULL
GROUP BY meeting.initiative_id
UNION ALL
SELECT meeting.initiative_id, 'attended', COUNT(DISTINCT one.person_id), 0, NULL
FROM meetings_attendance AS one JOIN meetings_meeting AS meeting ON meeting.id = one.meeting_id
WHERE meeting.initiative_id IN (KEYS) AND one.state = 'attended'
GROUP BY meeting.initiative_id
UNION ALL
SELECT initiative_id, 'partners', COUNT(*), 0, NULL FROM partners_partner
WHERE initiative_id IN (KEYS) GROUP BY initiative_id
"""


def counts_of(keys: Sequence[int]) -> dict[int, Counts]:
    """The numbers of each initiative: invited (sent to), answered, attended, partners; and its next meeting."""
    counts = {key: Counts() for key in keys}
    moment = connection.ops.adapt_datetimefield_value(now())
    with connection.cursor() as cursor:
        cursor.execute(_SQL.replace("KEYS", ", ".join(["%s"] * len(keys))), [*keys, moment, *keys, *keys, *keys])
        for key, what, number, answered, starts_at in cursor.fetchall():
            one = counts[key]
            setattr(one, what, number if starts_at is None else _aware(starts_at))
            one.answered += answered
    return counts


def _aware(value: datetime | str) -> datetime:
    """SQLite keeps moments as text in UTC."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(value).replace(tzinfo=UTC)

"""A section's next text, for whoever holds its lock; and what a person chooses between when two wrote at once."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.journal import record
from accounts.models import User
from documents.models import Section, SectionText
from paadriv.clock import now

#: Saves by one person that come closer than this are one sitting: one entry in the journal.
SITTING = timedelta(hours=1)


@dataclass(frozen=True)
class Saved:
    """What a save became. After a repeat the section may have moved on; the next save is compared with this."""

    revision: int
    at: datetime | None


class Conflict(Exception):
    """Somebody else saved since the form was opened. ``mine`` is kept as a losing text; nothing is overwritten."""

    def __init__(self, *, base: str, theirs: str, mine: str, revision: int, who: str, at: datetime | None) -> None:
        self.base, self.theirs, self.mine = base, theirs, mine
        self.revision, self.who, self.at = revision, who, at
        super().__init__("conflict")


def write(section: Section, body: str, *, key: uuid.UUID, by: User, is_told: bool = True) -> Saved:
    """The next revision of a locked section, its text kept, a new sitting journalled unless the caller does it."""
    moment = now()
    is_new_sitting = section.edited_by_id != by.pk or section.edited_at is None or section.edited_at < moment - SITTING
    section.body, section.revision = body, section.revision + 1
    section.edited_by, section.edited_at = by, moment
    section.save(update_fields=["body", "revision", "edited_by", "edited_at"])
    SectionText.objects.create(section=section, revision=section.revision, body=body, by=by, at=moment, key=key)
    if is_new_sitting and is_told:
        chain = section.document.initiative.chain
        record(chain, "section_written", by=by, subject=section, document=section.document_id, section=section.key)
    return Saved(section.revision, moment)


def conflict_with(section: Section, mine: str, revision: int) -> Conflict:
    """What a person chooses between: the text both began from, the one that is there, and mine."""
    base = section.texts.filter(revision=revision, is_lost=False).first()
    return Conflict(
        base=base.body if base else "",
        theirs=section.body,
        mine=mine,
        revision=section.revision,
        who=str(section.edited_by or ""),
        at=section.edited_at,
    )

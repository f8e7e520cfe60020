"""What a criterion found, and what lets one go on without it. Values only; rules are in the gates' own modules."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gates.criteria import Criterion, Level

#: A reason is a sentence, not a tick.
REASON_AT_LEAST = 20

#: Whether it is met, what was seen, what was wanted, and the rows looked at.
Seen = tuple[bool, str, str, dict[str, Any]]


@dataclass(frozen=True)
class Finding:
    """What one criterion saw, what it wanted, and the rows it looked at."""

    criterion: Criterion
    ok: bool
    saw: str
    wanted: str
    evidence: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return self.criterion.key

    @property
    def is_must(self) -> bool:
        return self.criterion.level is Level.MUST


@dataclass(frozen=True)
class Waiver:
    """A body's decision to go on although a waivable criterion is not met."""

    body: str
    case_number: str
    decided_on: date | None
    reason: str

"""How the eight stakeholder groups are covered. Pure; reads no rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from partners.groups import GROUPS, StakeholderGroup


@dataclass(frozen=True)
class Coverage:
    """One group and how many partners of the initiative are in it."""

    group: StakeholderGroup
    count: int


def coverage(groups: Iterable[str]) -> list[Coverage]:
    """All eight groups in the method's order, counted over the group keys given; unknown keys count nowhere."""
    counted = Counter(groups)
    return [Coverage(group, counted[group.key]) for group in GROUPS]

"""What the sources may give, per purpose, and whether that covers what the plan costs. Pure; whole kroner."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: The purpose that pays for step 3, and so is held against the plan.
FOR_THE_PLAN = "building_up"


@dataclass(frozen=True)
class Amount:
    """One source: what for, whether it is refused or granted, and from how much to how much (None: not known)."""

    purpose: str
    status: str
    low: int | None
    high: int | None
    is_in_kind: bool = False


@dataclass(frozen=True)
class Sum:
    """What the sources for one purpose may give; refused ones left out. ``unknown`` counts those without an amount."""

    purpose: str
    sources: int
    low: int
    high: int
    granted_low: int
    granted_high: int
    in_kind_high: int
    unknown: int


@dataclass(frozen=True)
class Gap:
    """What the plan costs, and what the sources for building up leave uncovered."""

    cost: int
    low: int
    high: int

    @property
    def at_best(self) -> int:
        """Kroner missing when every source gives its most; 0 when that is enough."""
        return max(self.cost - self.high, 0)

    @property
    def at_worst(self) -> int:
        """Kroner missing when every source gives its least."""
        return max(self.cost - self.low, 0)

    @property
    def percent(self) -> int | None:
        """How much of the cost the sources cover at best, in whole per cent rounded down; None without a cost."""
        return self.high * 100 // self.cost if self.cost else None

    @property
    def is_covered(self) -> bool:
        """At best the sources cover a cost that is known: the measure of beslutningspunkt 2."""
        return self.cost > 0 and self.high >= self.cost


def per_purpose(amounts: Sequence[Amount], purposes: Iterable[str]) -> tuple[Sum, ...]:
    """One sum for each purpose, in the given order, also where there is no source."""
    return tuple(_sum([one for one in amounts if one.purpose == purpose], purpose) for purpose in purposes)


def gap(amounts: Sequence[Amount], costs: Iterable[int | None]) -> Gap:
    """The plan's costs against the sources for building up."""
    total = _sum([one for one in amounts if one.purpose == FOR_THE_PLAN], FOR_THE_PLAN)
    return Gap(sum(cost or 0 for cost in costs), total.low, total.high)


def _sum(amounts: Sequence[Amount], purpose: str) -> Sum:
    live = [one for one in amounts if one.status != "refused"]
    granted = [one for one in live if one.status == "granted"]
    return Sum(
        purpose=purpose,
        sources=len(live),
        low=sum(one.low or 0 for one in live),
        high=sum(one.high or 0 for one in live),
        granted_low=sum(one.low or 0 for one in granted),
        granted_high=sum(one.high or 0 for one in granted),
        in_kind_high=sum(one.high or 0 for one in live if one.is_in_kind),
        unknown=sum(one.low is None for one in live),
    )

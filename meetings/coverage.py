"""Which of the eight groups are on the list, and how many there are against the norm. Pure, but for one query."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, CharField, Count, F, Q, When
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from meetings.models import Choice, Meeting
from partners.groups import GROUPS


@dataclass(frozen=True)
class GroupCount:
    title: str | Promise
    count: int


@dataclass(frozen=True)
class Coverage:
    """Counts per group in the method's order; ``without`` are those whose group nobody has said."""

    groups: tuple[GroupCount, ...]
    without: int
    total: int
    least: int
    most: int
    groups_wanted: int

    @property
    def covered(self) -> int:
        return sum(1 for group in self.groups if group.count)

    @property
    def missing(self) -> list[str]:
        return [str(group.title) for group in self.groups if not group.count]

    @property
    def advice(self) -> str:
        """What to do about the number; the norm is who attends, so more than it must be asked."""
        if self.total < self.least:
            return _("Inviter minst %(more)d til. Metoden anbefaler %(least)d–%(most)d deltakere.") % {
                "more": self.least - self.total,
                "least": self.least,
                "most": self.most,
            }
        return _("Metoden anbefaler %(least)d–%(most)d deltakere. Regn med at noen ikke kan komme.") % {
            "least": self.least,
            "most": self.most,
        }


def coverage(meeting: Meeting, group_keys: Iterable[str] | None = None) -> Coverage:
    """From the group keys of those on the list, or read in one query that touches no names."""
    counts = Counter(_keys(meeting) if group_keys is None else group_keys)
    norms = meeting.initiative.method.norms
    return Coverage(
        groups=tuple(GroupCount(group.title, counts[group.key.value]) for group in GROUPS),
        without=counts[""],
        total=sum(counts.values()),
        least=norms.participants[0],
        most=norms.participants[1],
        groups_wanted=norms.groups_invited,
    )


def _keys(meeting: Meeting) -> Counter[str]:
    group = Case(
        When(person__partner__isnull=False, then=F("person__partner__group")),
        default=F("person__group"),
        output_field=CharField(),
    )
    rows = (
        meeting.invitations.filter(withdrawn_at=None)
        .order_by()
        .annotate(group=group)
        .values_list("group")
        .annotate(number=Count("pk"))
    )
    return Counter(dict(rows))


@dataclass(frozen=True)
class Numbers:
    """How the list stands; no names, so the association may see them."""

    asked: int
    sent: int
    coming: int
    waiting: int
    maybe: int
    not_coming: int
    unanswered: int
    stale: int


def numbers(meeting: Meeting) -> Numbers:
    """One query."""
    out = Q(sent_at__isnull=False)
    return Numbers(
        **meeting.invitations.filter(withdrawn_at=None)
        .order_by()
        .aggregate(
            asked=Count("pk"),
            sent=Count("pk", filter=out),
            coming=Count("pk", filter=Q(current=Choice.COMING, waiting_since=None)),
            waiting=Count("pk", filter=Q(waiting_since__isnull=False)),
            maybe=Count("pk", filter=Q(current=Choice.MAYBE)),
            not_coming=Count("pk", filter=Q(current__in=(Choice.NOT_COMING, Choice.SENDS_ANOTHER))),
            unanswered=Count("pk", filter=out & Q(current="")),
            stale=Count(
                "pk",
                filter=Q(current__in=(Choice.COMING, Choice.MAYBE), current_sequence__lt=meeting.sequence),
            ),
        )
    )

"""The answers to the interest form as numbers for bars, and as a list with names for the initiative's members."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from meetings.models import Interest, InterestLink, Meeting
from paadriv.text import search_key
from partners.models import Partner

#: Fewer answers than this would show what a single person said.
LEAST_FOR_BARS = 5
_ALIKE = 0.8


@dataclass(frozen=True)
class Bar:
    label: str
    number: int
    percent: int


@dataclass(frozen=True)
class Question:
    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class InterestRow:
    """One answer with what was typed and the partner it is linked to, or the one it looks like."""

    interest: Interest
    partner: Partner | None
    proposal: Partner | None
    is_current: bool

    @property
    def name(self) -> str:
        return self.interest.text.name if hasattr(self.interest, "text") else ""

    @property
    def organisation(self) -> str:
        return self.interest.text.organisation if hasattr(self.interest, "text") else ""

    @property
    def needs_link(self) -> bool:
        return self.partner is None and bool(self.organisation)

    @property
    def contributions(self) -> list[str]:
        labels = {key: str(label) for key, label in Interest.CONTRIBUTIONS}
        return [labels[key] for key in self.interest.contributions if key in labels]


def interests_of(meeting: Meeting) -> list[InterestRow]:
    """Every answer, newest first, with its latest link; two queries. A guest's earlier answers are not current."""
    latest = InterestLink.objects.filter(interest=OuterRef("pk")).order_by("-pk")
    rows = list(
        Interest.objects.filter(meeting=meeting)
        .select_related("text")
        .annotate(linked_to=Subquery(latest.values("partner")[:1]))
        .order_by("-pk")
    )
    partners = {row.pk: row for row in meeting.initiative.partners.order_by("pk")}
    seen: set[int] = set()
    found = []
    for row in rows:
        partner = partners.get(row.linked_to)
        typed = row.text.organisation if hasattr(row, "text") else ""
        found.append(
            InterestRow(
                interest=row,
                partner=partner,
                proposal=None if partner or not typed else most_alike(typed, partners.values()),
                is_current=row.person_id is None or row.person_id not in seen,
            )
        )
        if row.person_id is not None:
            seen.add(row.person_id)
    return found


def most_alike(typed: str, partners: Iterable[Partner]) -> Partner | None:
    """The partner whose name is most like what was typed, if it is like it at all."""
    wanted, best, score = search_key(typed), None, _ALIKE
    for partner in partners:
        name = search_key(partner.name)
        like = 1.0 if name == wanted else SequenceMatcher(None, wanted, name).ratio()
        if len(wanted) > 3 and (wanted in name or name in wanted):
            like = max(like, 0.9)
        if like >= score:
            best, score = partner, like
    return best


def questions(interests: Iterable[Interest], place: str) -> tuple[Question, ...]:
    """The three closed questions as bars; of contributions one may choose several."""
    rows = list(interests)
    title = _("Mener du at %(place)s trenger et Pådriv?") % {"place": place}
    asked = (
        (title, Interest.Need.choices, [[row.sees_need] for row in rows]),
        (_("Vil du eller virksomheten din delta videre?"), Interest.Level.choices, [[row.level] for row in rows]),
        (_("Hva kan du eller virksomheten bidra med?"), Interest.CONTRIBUTIONS, [row.contributions for row in rows]),
    )
    return tuple(Question(text, _bars(choices, given, len(rows))) for text, choices, given in asked)


def _bars(choices: Iterable[tuple[str, object]], given: list[list[str]], total: int) -> tuple[Bar, ...]:
    bars = []
    for key, label in choices:
        number = sum(key in answers for answers in given)
        bars.append(Bar(str(label), number, round(100 * number / total) if total else 0))
    return tuple(bars)

"""How views find a chapter and its rows: through the initiative; foreign and missing are both 404."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from accounts.access import YES, Verdict
from forprosjekt.models import Area, Chapter, SharedChapter
from forprosjekt.services import may_plan_now
from forprosjekt.tables import TABLES, Table
from initiatives.loading import visible_initiative
from initiatives.models import Initiative


@dataclass
class Place:
    """Where one is: an initiative, a chapter, and it may be a table and a row of it."""

    initiative: Initiative
    chapter: Chapter
    table: Table | None = None
    row: Any = None
    _shared: frozenset[str] | None = field(default=None, repr=False)
    _may_change_now: Verdict | None = field(default=None, repr=False)

    @property
    def shared(self) -> frozenset[str]:
        """The chapters the partners' contacts may read, asked for once."""
        if self._shared is None:
            rows = SharedChapter.objects.filter(initiative=self.initiative).order_by("pk")
            self._shared = frozenset(rows.values_list("chapter", flat=True))
        return self._shared

    @property
    def may_change_now(self) -> Verdict:
        """Whether it is time to change the chapter's rows, asked once: the plan's are locked when it is step 3."""
        if self._may_change_now is None:
            self._may_change_now = may_plan_now(self.initiative) if self.chapter is Chapter.PLAN else YES
        return self._may_change_now

    @property
    def is_shared(self) -> bool:
        return self.chapter.value in self.shared


def visible_chapter(user: Any, initiative: int, chapter: str) -> Place:
    return Place(visible_initiative(user, initiative=initiative), Chapter(chapter))


def visible_table(user: Any, initiative: int, table: str) -> Place:
    found = TABLES[table]
    return Place(visible_initiative(user, initiative=initiative), found.chapter, found)


def visible_row(user: Any, initiative: int, table: str, row: int | str) -> Place:
    """Raises DoesNotExist for a row of another initiative."""
    place = visible_table(user, initiative, table)
    assert place.table is not None
    place.row = place.table.find(place.initiative, row)
    return place


def visible_area(user: Any, initiative: int, row: int) -> Place:
    """An area, for its boundary."""
    home = visible_initiative(user, initiative=initiative)
    area = Area.objects.get(initiative=home, pk=row)
    area.initiative = home
    return Place(home, Chapter.AREA, TABLES["area"], area)

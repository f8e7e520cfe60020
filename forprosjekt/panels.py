"""What the pages of the forprosjekt show: one panel per table, with what is being edited or removed in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import Verdict
from forprosjekt import content, sums
from forprosjekt.drawing import Shape, draw
from forprosjekt.forms import RowForm
from forprosjekt.loading import Place
from forprosjekt.models import Area, Chapter, FundingSource, PlannedActivity
from forprosjekt.policy import may_change, may_read
from forprosjekt.showing import Shown, amount
from forprosjekt.tables import Table, of
from paadriv.text import kroner


@dataclass(frozen=True)
class Line:
    """One row of a panel: how it is read, and the addresses of what one may do with it (empty: not)."""

    row: Any
    shown: Shown
    row_id: str
    edit_url: str = ""
    remove_url: str = ""
    choose_url: str = ""
    boundary_url: str = ""
    number: int | None = None
    is_edited: bool = False
    is_removed: bool = False


@dataclass(frozen=True)
class Doing:
    """What is going on in a panel: a row edited, a row to be removed, or a row added that was refused."""

    editing: Any = None
    removing: Any = None
    form: RowForm | None = None
    both_texts: list[dict[str, str]] | None = None


@dataclass(frozen=True)
class Panel:
    """One table as its panel shows it."""

    table: Table
    lines: list[Line]
    may_change: Verdict
    page_url: str
    add_url: str
    add_form: RowForm | None
    is_adding: bool
    doing: Doing
    below: str = ""
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def refetch_url(self) -> str:
        """The panel alone, as it is read."""
        return f"{self.page_url}?tabell={self.table.key}"


def panels_of(request: Any, place: Place, doing: Doing = Doing()) -> list[Panel]:
    """The chapter's panels; what is being done belongs to the place's own table."""
    return [panel_of(request, place, table, doing if table is place.table else Doing()) for table in of(place.chapter)]


def panel_of(request: Any, place: Place, table: Table, doing: Doing = Doing()) -> Panel:
    """One table's rows, form and sums."""
    initiative = place.initiative
    allowed = may_change(request.user, place) & place.may_change_now
    rows = list(table.rows(initiative))
    adds = allowed and table.add and (rows or not table.needs or initiative.areas.exists())
    is_adding = doing.form is not None and doing.editing is None and doing.removing is None
    auto_id = f"new-{table.key}-%s"
    below, more = _below(place, table, rows)
    numbers = {row.pk: number for number, row in enumerate(_drawn(rows), 1)} if table.key == "area" else {}
    return Panel(
        table=table,
        lines=[_line(place, table, row, bool(allowed), numbers, doing) for row in rows],
        may_change=allowed,
        page_url=reverse("forprosjekt:chapter", args=[initiative.pk, place.chapter.value]),
        add_url=_url("add", initiative.pk, table) if table.add else "",
        add_form=doing.form if is_adding else table.form(initiative=initiative, auto_id=auto_id) if adds else None,
        is_adding=is_adding,
        doing=doing,
        below=below,
        more=more,
    )


def chapters_of(request: Any, place: Place) -> list[dict[str, Any]]:
    """The links between the chapters; a partner's contact sees those that are shared."""
    return [
        {
            "label": str(chapter.label),
            "url": reverse("forprosjekt:chapter", args=[place.initiative.pk, chapter.value]),
            "is_here": chapter is place.chapter,
        }
        for chapter in Chapter
        if may_read(request.user, Place(place.initiative, chapter, _shared=place.shared))
    ]


def drawing_of(areas: list[Area]) -> Any:
    """The areas that have a boundary in one picture, or None."""
    drawn = _drawn(areas)
    if not drawn:
        return None
    shapes = [Shape(area.name, area.boundary or {}, area.is_primary) for area in drawn]
    names = ", ".join(area.name for area in drawn)
    return draw(shapes, title=_("Kart over %(names)s") % {"names": names}, width=400, height=300)


def _drawn(areas: list[Area]) -> list[Area]:
    return [area for area in areas if area.boundary]


def _line(place: Place, table: Table, row: Any, allowed: bool, numbers: dict[int, int], doing: Doing) -> Line:
    number = table.number(row)
    here = (place.initiative.pk, table, number)
    return Line(
        row=row,
        shown=table.show(row),
        row_id=f"{table.key}-row-{number}",
        edit_url=_url("edit", *here) if allowed else "",
        remove_url=_url("remove", *here) if allowed and table.may_remove(row) else "",
        choose_url=_url("choose", *here) if allowed and table.may_choose(row) else "",
        boundary_url=reverse("forprosjekt:boundary", args=[place.initiative.pk, row.pk])
        if allowed and isinstance(row, Area)
        else "",
        number=numbers.get(row.pk) if len(numbers) > 1 else None,
        is_edited=doing.editing is not None and table.number(doing.editing) == number,
        is_removed=doing.removing is not None and table.number(doing.removing) == number,
    )


def _url(what: str, initiative: int, table: Table, *number: int | str) -> str:
    return reverse(f"forprosjekt:{what}_{table.key}", args=[initiative, *number])


def _below(place: Place, table: Table, rows: list[Any]) -> tuple[str, dict[str, Any]]:
    """What stands under the rows of some tables: the drawing, the sums."""
    if table.key == "area":
        return "forprosjekt/_drawing.html", {"drawing": drawing_of(rows)}
    if table.key == "source":
        return "forprosjekt/_sums.html", _sums(place, rows)
    if table.key == "planned":
        return "forprosjekt/_plan_sums.html", _plan_sums(rows)
    return "", {}


def _sums(place: Place, rows: list[FundingSource]) -> dict[str, Any]:
    amounts = content.amounts_of(rows)
    costs = place.initiative.planned_activities.order_by("pk").values_list("cost", flat=True)
    return {
        "sums": [
            {
                "purpose": FundingSource.Purpose(one.purpose).label,
                "sources": one.sources,
                "all": amount(one.low, one.high),
                "granted": amount(one.granted_low, one.granted_high),
                "in_kind": kroner(one.in_kind_high),
                "unknown": one.unknown,
            }
            for one in sums.per_purpose(amounts, FundingSource.Purpose.values)
        ],
        "gap": sums.gap(amounts, costs),
    }


def _plan_sums(rows: list[PlannedActivity]) -> dict[str, Any]:
    return {"cost": sum(row.cost or 0 for row in rows), "hours": sum(row.hours or 0 for row in rows)}

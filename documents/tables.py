"""What a kind sets beside its sections, as rows of words: one source for the PDF, the pages and the difference.

Pure. What a kind shows in another way (a map, tiles, a box) is listed as a table all the same, to be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from documents.difference import Piece, to_html, words


@dataclass(frozen=True)
class Cell:
    """``note`` stands under the text, softer. ``mark`` is compared and never shown; ``remark`` says that it differs."""

    text: str = ""
    note: str = ""
    mark: str = ""
    remark: str = ""

    @property
    def words(self) -> str:
        return f"{self.text}\n{self.note}" if self.note else self.text


@dataclass(frozen=True)
class Column:
    """``css`` is a class of the documents' stylesheets, for its width."""

    title: str
    css: str = ""


@dataclass(frozen=True)
class Row:
    """One row; its first cell is what it is called."""

    cells: tuple[Cell, ...]
    is_sum: bool = False

    @property
    def name(self) -> str:
        return self.cells[0].text


@dataclass(frozen=True)
class Figure:
    """A drawing of what the rows say: a template, and what it draws as ``drawn``."""

    template: str
    drawn: Any


@dataclass(frozen=True)
class Table:
    """``part`` is the key of the section it stands in."""

    part: str
    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    css: str = ""
    figure: Figure | None = None

    @property
    def lines(self) -> list[tuple[Row, list[tuple[Column, Cell]]]]:
        """Each row with its cells beside their columns."""
        return [(row, list(zip(self.columns, row.cells, strict=True))) for row in self.rows]


def table(
    part: str,
    name: str,
    columns: Sequence[str | Column],
    rows: Iterable[Sequence[str | Cell]],
    *,
    total: Sequence[str | Cell] = (),
    css: str = "",
    figure: Figure | None = None,
) -> Table:
    """A table from plain words; ``total`` is its last row."""
    listed = [Row(tuple(_cell(one) for one in row)) for row in rows]
    if total:
        listed.append(Row(tuple(_cell(one) for one in total), is_sum=True))
    titled = tuple(column if isinstance(column, Column) else Column(column) for column in columns)
    return Table(part, name, titled, tuple(listed), css, figure)


@dataclass(frozen=True)
class RowChange:
    """A row that is new, gone or changed: its name, and what else it says, by the columns' titles."""

    kind: str  # "added", "removed" or "changed"
    name: SafeString | str
    cells: tuple[tuple[str, SafeString | str], ...]


@dataclass(frozen=True)
class TableChange:
    """What differs in a table. ``was`` is the drawing as it was, where what it draws has changed."""

    name: str
    rows: tuple[RowChange, ...]
    was: Figure | None = None

    @property
    def is_reordered(self) -> bool:
        """The rows are the same in another order."""
        return not self.rows


def changes(before: Table | None, after: Table | None) -> TableChange | None:
    """The difference between a table and what it has become; None when there is none."""
    old, new = _rows(before), _rows(after)
    shown = after or before
    if shown is None or old == new:
        return None
    found = (_row_change(*pair) for pair in _pairs(old, new))
    was = before.figure if before and after and _marks(before) != _marks(after) else None
    return TableChange(shown.name, tuple(change for change in found if change), was)


#: A row, and its cells beside its name by the titles of their columns.
_Known = tuple[Row, dict[str, Cell]]
#: A row with another name is the same one when it keeps half of what it says, and that is no mere word or two.
_LEAST_KEPT = 30
#: Letters in a cell that is read at a glance.
_SHORT = 40


def _cell(one: str | Cell) -> Cell:
    return one if isinstance(one, Cell) else Cell(one)


def _rows(table: Table | None) -> list[_Known]:
    if table is None:
        return []
    return [(row, {column.title: cell for column, cell in cells[1:]}) for row, cells in table.lines]


def _marks(table: Table) -> list[str]:
    return [cell.mark for row in table.rows for cell in row.cells]


def _row_change(old: _Known | None, new: _Known | None) -> RowChange | None:
    if old == new:
        return None
    if old is None or new is None:
        row, cells = new or old or (Row((Cell(),)), {})
        told = tuple((title, cell.words) for title, cell in cells.items() if cell.words)
        return RowChange("added" if old is None else "removed", row.name, told)
    (before, was), (after, now) = old, new
    both = [(title, was.get(title, Cell()), now.get(title, Cell())) for title in now | was]
    return RowChange(
        "changed",
        _difference(before.cells[0], after.cells[0]),
        tuple((title, _difference(one, other)) for title, one, other in both if one != other),
    )


def _difference(old: Cell, new: Cell) -> SafeString | str:
    """What became of a cell: a short line is shown whole, since half an amount or a date says nothing."""
    if old.words == new.words and old.mark != new.mark:
        return new.remark or new.words
    if old.words == new.words or max(len(old.words), len(new.words)) > _SHORT or "\n" in old.words + new.words:
        return to_html(words(old.words, new.words))
    return to_html(piece for piece in (Piece("removed", old.words), Piece("added", new.words)) if piece.text)


def _pairs(old: Sequence[_Known], new: Sequence[_Known]) -> list[tuple[_Known | None, _Known | None]]:
    """Each row with what it was, in the order of the newer table; rows that are gone come last.

    A row is found again by all it says, else by its name, else by what it says beside its name.
    """
    left = list(old)
    found: dict[int, _Known] = {}
    for is_match in (_is_equal, _has_name_of, _says_much_of):
        for place, row in enumerate(new):
            if place not in found and (was := next((one for one in left if is_match(one, row)), None)) is not None:
                found[place] = was
                left.remove(was)
    return [*((found.get(place), row) for place, row in enumerate(new)), *((row, None) for row in left)]


def _is_equal(old: _Known, new: _Known) -> bool:
    return old == new


def _has_name_of(old: _Known, new: _Known) -> bool:
    return old[0].name == new[0].name and old[0].is_sum == new[0].is_sum


def _says_much_of(old: _Known, new: _Known) -> bool:
    said = [cell.words for cell in new[1].values() if cell.words]
    kept = [cell.words for title, cell in old[1].items() if cell.words and new[1].get(title) == cell]
    return 2 * len(kept) >= len(said) and sum(map(len, kept)) >= _LEAST_KEPT

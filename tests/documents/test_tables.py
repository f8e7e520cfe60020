"""What differs between a table and what it has become: rows found again, cells word by word."""

from __future__ import annotations

import pytest

from documents.tables import Cell, Column, Table, changes, table

LONG = "Flere kan bruke den, og den kan få faste åpningstider hele året."
COLUMNS = ("Det som finnes", "Hva Pådriv kan forsterke")


def rows(*given: tuple[str, ...], **fields) -> Table:
    return table("forsterke", "Det som finnes", COLUMNS, given, **fields)


def kinds(before: Table | None, after: Table | None) -> list[tuple[str, str]]:
    change = changes(before, after)
    return [(row.kind, str(row.name)) for row in change.rows] if change else []


def test_equal_tables_do_not_differ():
    assert changes(rows(("Byttebua", LONG)), rows(("Byttebua", LONG))) is None
    assert changes(None, rows()) is None


def test_rows_come_and_go():
    before, after = rows(("Byttebua", LONG), ("Kaien", "a")), rows(("Kaien", "a"), ("Torget", "b"))

    assert kinds(before, after) == [("added", "Torget"), ("removed", "Byttebua")]
    assert kinds(None, before) == [("added", "Byttebua"), ("added", "Kaien")]
    assert kinds(before, None) == [("removed", "Byttebua"), ("removed", "Kaien")]


def test_a_row_is_found_again_by_its_name_and_only_its_words_that_changed_are_marked():
    change = changes(rows(("Byttebua", LONG)), rows(("Byttebua", f"{LONG} Også om kvelden.")))

    [row] = change.rows
    assert (row.kind, row.name) == ("changed", "Byttebua")
    [(title, text)] = row.cells
    assert title == "Hva Pådriv kan forsterke"
    assert text.startswith(LONG)
    assert text.count("<ins>") == 1
    assert "<del>" not in text


def test_a_row_with_a_new_name_is_found_again_by_what_it_says():
    [row] = changes(rows(("Byttebua", LONG)), rows(("Byttesentralen", LONG))).rows

    assert row.kind == "changed"
    assert row.cells == ()
    assert "Byttebua" in row.name
    assert "Byttesentralen" in row.name


def test_two_organisations_of_one_group_are_not_taken_for_one_another():
    columns = ("Oppstartspartner", "Org.nr.", "Gruppe")
    before = table("bak", "Spurt", columns, [("Lille Bank", "", "Lokalt næringsliv")])
    after = table("bak", "Spurt", columns, [("Store Bank", "", "Lokalt næringsliv")])

    assert kinds(before, after) == [("added", "Store Bank"), ("removed", "Lille Bank")]


def test_a_list_in_a_cell_is_compared_line_by_line():
    change = changes(rows(("Lokalt", "Havnebanken\nSparelaget")), rows(("Lokalt", "Brygga\nHavnebanken\nSparelaget")))

    [(_title, text)] = change.rows[0].cells
    assert "<del>" not in text
    assert text.count("Havnebanken") == 1


def test_a_short_cell_is_shown_whole():
    [row] = changes(rows(("Sum", "320 000 kr")), rows(("Sum", "360 000 kr"))).rows

    [(_title, text)] = row.cells
    assert "320 000 kr" in text.partition("</del>")[0]
    assert "360 000 kr" in text.partition("</del>")[2]


def test_the_same_rows_in_another_order_are_told_as_that():
    one, other = ("Byttebua", LONG), ("Kaien", "a")

    change = changes(rows(one, other), rows(other, one))

    assert change.is_reordered
    assert change.rows == ()


def test_two_rows_of_one_name_stay_two():
    before, after = rows(("Kaien", "a"), ("Kaien", "b")), rows(("Kaien", "a"), ("Kaien", "b"), ("Kaien", "c"))

    assert kinds(before, after) == [("added", "Kaien")]


def test_a_column_that_is_new_is_filled_in_every_row():
    before = table("forsterke", "x", ("Det som finnes", "Verdi"), [("Byttebua", LONG)])
    after = table("forsterke", "x", ("Det som finnes", "Område", "Verdi"), [("Byttebua", "Kaien", LONG)])

    [row] = changes(before, after).rows

    assert [title for title, _text in row.cells] == ["Område"]


def test_what_is_drawn_is_compared_and_told_in_words():
    def area(mark: str) -> Table:
        cell = Cell("Tegnet på kart", mark=mark, remark="Grensen er tegnet på nytt.")
        return table("stedet", "Områdene", ("Område", "Avgrensning"), [("Kaien", cell)])

    assert changes(area("a"), area("a")) is None
    [row] = changes(area("a"), area("b")).rows
    assert row.cells == (("Avgrensning", "Grensen er tegnet på nytt."),)


def test_what_a_row_says_is_escaped():
    [row] = changes(rows(("<b>", "<i>")), rows(("<b>", "<u>"))).rows

    assert "<b>" not in row.name
    assert "<u>" not in row.cells[0][1]


def test_a_row_has_a_cell_for_each_column():
    with pytest.raises(ValueError, match="shorter"):
        _ = table("x", "x", (Column("a"), Column("b")), [("en",)]).lines

"""Placeholders are parsed once, filled once, and never read what people wrote into them."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from documents.placeholders import MissingValue, Slot, UnknownPlaceholder, fill, parse, refusals

VALUES = {
    "sted_navn": "Lillevik",
    "saksnummer": "",
    "mottaker_virksomhet": "",
    "servering_setning": "",
    "verdi_for_gruppen": "",
    "møtedato": "23. april 2026",
}
OPTIONAL = frozenset({"saksnummer", "mottaker_virksomhet", "servering_setning", "verdi_for_gruppen"})


def filled(text: str, **values: str) -> str:
    return fill(text, VALUES | values, optional=OPTIONAL)


def test_a_text_is_parsed_to_literal_parts_and_slots():
    assert parse("Til {sted_navn}, {møtedato}.", VALUES) == ("Til ", Slot("sted_navn"), ", ", Slot("møtedato"), ".")


def test_an_unknown_placeholder_is_named_with_the_nearest_one():
    with pytest.raises(UnknownPlaceholder) as unknown:
        parse("Hei {stednavn}", VALUES)

    assert unknown.value.reason == "Plassholderen «{stednavn}» finnes ikke. Mente du «{sted_navn}»?"


def test_every_unknown_placeholder_is_reported_once():
    reasons = refusals("{qqqq} {qqqq} {sted_navn} {xyzxyz}", VALUES)

    assert [reason[:24] for reason in reasons] == ["Plassholderen «{qqqq}» f", "Plassholderen «{xyzxyz}»"]


def test_a_line_whose_only_placeholder_is_empty_goes_with_its_label():
    assert filled("Dato: {møtedato}\nVår referanse: {saksnummer}\nHei") == "Dato: 23. april 2026\nHei"


def test_an_empty_sentence_leaves_no_double_space():
    assert filled("Møtet varer i to timer. {servering_setning} Velkommen.") == "Møtet varer i to timer. Velkommen."
    assert filled("Møtet varer i to timer. {servering_setning}") == "Møtet varer i to timer."


def test_a_heading_left_alone_goes_too():
    text = "Hei\n\n**Hva kan Pådriv bety for dere?**\n{verdi_for_gruppen}\n\nHilsen"

    assert filled(text) == "Hei\n\nHilsen"
    assert filled(text, verdi_for_gruppen="Mye.") == "Hei\n\n**Hva kan Pådriv bety for dere?**\nMye.\n\nHilsen"


def test_a_value_that_is_required_and_missing_is_refused():
    with pytest.raises(MissingValue) as missing:
        filled("{møtedato}", møtedato="")

    assert missing.value.name == "møtedato"


def test_braces_that_are_no_placeholder_stand_as_typed():
    assert filled("{} }{ {\n}") == "{} }{ {\n}"


@given(st.text(max_size=80), st.text(max_size=80))
def test_values_are_never_parsed(name: str, text: str):
    """Whatever a value holds, placeholders included, it comes out letter by letter."""
    assert fill("A{a}B{b}C", {"a": name + "{b}", "b": text + "{a}"}) == f"A{name}{{b}}B{text}{{a}}C"


@given(st.text(alphabet="ab{}_ \n*.:", max_size=60))
@example("{:a}{:}")  # the first refusal suggests another name
def test_any_text_is_either_filled_or_refused_by_name(text: str):
    if reasons := refusals(text, {"a", "b"}):
        assert all(f"{{{name}}}" in text for name in re.findall(r"«\{([^{}]+)\}» finnes", " ".join(reasons)))
    else:
        assert "{a}" not in fill(text, {"a": "1", "b": ""}, optional={"b"})

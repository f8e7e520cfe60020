"""A field is rendered once for each look; what a person wrote is put into it, and never remembered."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django import forms
from django.forms.boundfield import BoundField

from paadriv import rendering

pytestmark = pytest.mark.one_database


@pytest.fixture(autouse=True)
def _nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "_remembered", type(rendering._remembered)())


class Person(forms.Form):
    name = forms.CharField(label="Navn", help_text="Slik det skal stå.")
    size = forms.ChoiceField(label="Størrelse", choices=[("", "Velg"), ("a", "Liten")])


def shown(form: forms.Form) -> list[str]:
    return [str(field.as_field_group()) for field in form]


def anew(form: forms.Form) -> list[str]:
    """As Django renders it, remembering nothing."""
    return [str(BoundField.as_field_group(field)) for field in form]


def changed(**changes: Any) -> forms.Form:
    form = Person()
    for name, value in changes.items():
        setattr(form.fields["name"], name, value)
    return form


def test_an_empty_form_looks_the_same_the_second_time_and_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = shown(Person())
    monkeypatch.setattr(BoundField, "as_field_group", lambda field: pytest.fail("rendered again"))

    assert shown(Person()) == first


HOSTILE = ("Kari «Nilsen»", '"><script>', "{} {0} {{name}} %s", "&amp; &", "\ue000", "'", " ")


@pytest.mark.parametrize("widget", [forms.TextInput, forms.EmailInput, forms.Textarea])
@pytest.mark.parametrize("value", HOSTILE)
def test_what_a_person_wrote_stands_in_the_looks_that_are_remembered(widget: type[forms.Widget], value: str) -> None:
    def form(said: str) -> forms.Form:
        made = Person(initial={"name": said})
        made.fields["name"].widget = widget(attrs={"maxlength": "80"})
        return made

    for said in ("Ola Berg", value, "Ola Berg"):
        assert shown(form(said)) == anew(form(said))
    assert len(rendering._remembered) == 2


def test_a_field_with_text_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    shown(Person(initial={"name": "Kari Nilsen", "size": "a"}))
    monkeypatch.setattr(BoundField, "as_field_group", lambda field: pytest.fail("rendered again"))

    assert "Ola Berg" in shown(Person(initial={"name": "Ola Berg", "size": "a"}))[0]


def test_what_is_chosen_is_part_of_the_looks() -> None:
    chosen, nothing, unknown = Person(initial={"size": "a"}), Person(), Person(initial={"size": "stor"})

    for form in (chosen, nothing, unknown, chosen, nothing):
        assert shown(form) == anew(form)
    assert "selected" in shown(chosen)[1]
    assert not any("stor" in str(part) for part in rendering._remembered.values())


@pytest.mark.parametrize("value", [0, 12, True, ["a"], date(2026, 3, 12)])
def test_another_kind_of_value_is_rendered_anew(value: Any) -> None:
    form = Person(initial={"name": value})

    assert shown(form) == anew(form)
    assert len(rendering._remembered) == 1


def test_a_form_with_values_or_messages_is_never_remembered() -> None:
    empty = shown(Person())

    filled, refused = Person(initial={"name": "Kari Nilsen"}), Person({"name": ""})

    assert "Kari Nilsen" in shown(filled)[0]
    assert "field-errors" in shown(refused)[0]
    assert shown(Person()) == empty
    assert not any("Kari" in str(part) for part in rendering._remembered.values())


@pytest.mark.parametrize(
    "form",
    [
        Person(prefix="ny"),
        Person(auto_id="annen_%s"),
        Person(use_required_attribute=False),
        changed(label="Fornavn"),
        changed(help_text=""),
        changed(required=False),
        changed(disabled=True),
        changed(is_one_way=True, required=False),
        changed(widget=forms.Textarea(attrs={"rows": 3})),
        changed(widget=forms.TextInput(attrs={"autocomplete": "name"})),
        changed(widget=forms.TextInput(attrs={"autofocus": True})),
        changed(widget=forms.EmailInput()),
        changed(widget=forms.Select(choices=[("", "Alle"), ("b", "Stor")])),
        changed(widget=forms.Select(choices=[("Gruppe", [("b", "Stor")])])),
    ],
)
def test_another_look_is_another_markup(form: forms.Form) -> None:
    shown(Person())

    assert shown(form) == anew(form)
    assert shown(Person()) == anew(Person())


def test_only_so_many_looks_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "_MOST", 3)

    for number in range(5):
        shown(Person(prefix=str(number)))

    assert len(rendering._remembered) == 3

"""How forms become markup: by our templates, and the same field only once.

A form that nobody has filled in shows the same fields to everyone, and a field costs three templates. What a field
looks like is therefore remembered by everything its markup is made of, with a hole where the text of a person
stands; of a list, by what is chosen in it. A field with a message, with choices from the database or with another
kind of value is rendered anew. Nothing a person wrote is remembered.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Any

from django.forms import BoundField, EmailInput, Select, Textarea, TextInput
from django.forms.renderers import TemplatesSetting
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

_MOST = 1000
_remembered: OrderedDict[Hashable, str] = OrderedDict()
#: Stands for what a person wrote while a field is rendered to be remembered; of no use in any text.
_HOLE = "\ue000"
_TEXTS = (TextInput, EmailInput, Textarea)


class OnceField(BoundField):
    """A field of a form that remembers its looks."""

    _shows_hole = False

    def as_field_group(self) -> SafeString:
        value = super().value()
        key = _looks_of(self, value)
        if key is None:
            return super().as_field_group()
        if (known := _remembered.get(key)) is None:
            known = _remembered[key] = self._looks(has_text=_is_text(self.field.widget, value))
            if len(_remembered) > _MOST:
                _remembered.popitem(last=False)
        return format_html(known, value)

    def value(self) -> Any:
        return _HOLE if self._shows_hole else super().value()

    def _looks(self, *, has_text: bool) -> str:
        """The markup as a format, with the hole."""
        self._shows_hole = has_text
        try:
            markup = super().as_field_group()
        finally:
            self._shows_hole = False
        return markup.replace("{", "{{").replace("}", "}}").replace(_HOLE, "{}")


class Renderer(TemplatesSetting):
    """Forms by the templates of the site, with fields that remember."""

    bound_field_class = OnceField


def _is_text(widget: Any, value: Any) -> bool:
    """Whether the value stands in the markup once, as it is, escaped."""
    return type(widget) in _TEXTS and isinstance(value, str) and value != ""


def _looks_of(field: Any, value: Any) -> Hashable | None:
    """Everything the markup of a field is made of but a person's text; None when it cannot be told."""
    form, inner, widget = field.form, field.field, field.field.widget
    if form.is_bound or inner.show_hidden_initial:
        return None
    choices: Any = getattr(widget, "choices", ())
    if not isinstance(choices, list | tuple) or any(isinstance(label, list | tuple) for _value, label in choices):
        return None
    listed = tuple((str(value), str(label)) for value, label in choices)
    is_text = _is_text(widget, value)
    is_chosen = type(widget) is Select and str(value) in dict(listed)
    if not is_text and not is_chosen and value not in (None, ""):
        return None
    return (
        *(type(form).__qualname__, type(inner), type(widget), get_language(), form.use_required_attribute),
        *(getattr(widget, "template_name", ""), getattr(widget, "input_type", "")),
        *(field.html_name, field.auto_id, str(field.label), str(field.help_text), inner.template_name),
        *(inner.required, inner.disabled, getattr(inner, "is_one_way", False)),
        *(is_text, str(value) if is_chosen else None),
        tuple((name, type(value), str(value)) for name, value in widget.attrs.items()),
        listed,
    )

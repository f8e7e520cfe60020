"""How forms become markup: by our templates, and the same empty field only once.

A form that nobody has filled in shows the same fields to everyone, and a field costs three templates. What an
empty field looks like is therefore remembered by everything its markup is made of. A field with a value, a
message or choices from the database is rendered anew; nothing a person wrote is remembered.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Any

from django.forms import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString
from django.utils.translation import get_language

_MOST = 1000
_remembered: OrderedDict[Hashable, SafeString] = OrderedDict()


class OnceField(BoundField):
    """A field of a form that remembers its empty looks."""

    def as_field_group(self) -> SafeString:
        key = _looks_of(self)
        if key is None:
            return super().as_field_group()
        if (known := _remembered.get(key)) is None:
            known = _remembered[key] = super().as_field_group()
            if len(_remembered) > _MOST:
                _remembered.popitem(last=False)
        return known


class Renderer(TemplatesSetting):
    """Forms by the templates of the site, with fields that remember."""

    bound_field_class = OnceField


def _looks_of(field: Any) -> Hashable | None:
    """Everything the markup of an empty field is made of; None when it cannot be told, or there is a value."""
    form, inner, widget = field.form, field.field, field.field.widget
    if form.is_bound or field.value() not in (None, "") or inner.show_hidden_initial:
        return None
    choices: Any = getattr(widget, "choices", ())
    if not isinstance(choices, list | tuple) or any(isinstance(label, list | tuple) for _value, label in choices):
        return None
    return (
        *(type(form).__qualname__, type(inner), type(widget), get_language(), form.use_required_attribute),
        *(getattr(widget, "template_name", ""), getattr(widget, "input_type", "")),
        *(field.html_name, field.auto_id, str(field.label), str(field.help_text), inner.template_name),
        *(inner.required, inner.disabled, getattr(inner, "is_one_way", False)),
        tuple((name, type(value), str(value)) for name, value in widget.attrs.items()),
        tuple((str(value), str(label)) for value, label in choices),
    )

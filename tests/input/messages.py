"""Where a refused form says why: at the field, which names its message, or on the page for the form as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from lxml import html as markup

from tests.input.kinds import ENGLISH


def bound_forms(answer: Any) -> list[Any]:
    """The bound forms in the page's context, each once."""
    layers = (
        [answer.context] if hasattr(answer.context, "dicts") else answer.context or ()
    )  # of one template, or of many
    values = [value for layer in layers for flat in layer.dicts for value in flat.values()]
    found = [value for value in values if getattr(value, "is_bound", False) and hasattr(value, "errors")]
    return list({id(form): form for form in found}.values())


def unsaid(answer: Any) -> Iterator[str]:
    """What is wrong with what a refused form says: nothing, not in its place, or not in Norwegian."""
    tree = markup.fromstring(_shown(answer.content.decode("utf-8", "replace")))
    said = [
        (form, name, str(text)) for form in bound_forms(answer) for name in form.errors for text in form.errors[name]
    ]
    if not said:
        yield "422 without a message"
    for form, name, text in dict.fromkeys(said):
        place = "the page" if _is_of_the_whole(form, name) else f"the field {name}"
        shown = _words(tree) if place == "the page" else _at(tree, form[name])
        if " ".join(_shown(text).split()) not in shown:
            yield f"{place} does not say «{text[:200]}»"
        if any(word in text.lower() for word in ENGLISH):
            yield f"English: {text[:200]}"
    ids = {f"#{element.get('id')}" for element in tree.iter()}
    links = [link.get("href", "") for link in tree.cssselect(".ds-error-summary a")]
    yield from (f"the summary leads to {link}, which is not there" for link in links if link not in ids)


def _is_of_the_whole(form: Any, name: str) -> bool:
    """Nobody can go to a hidden field: what is wrong with it is told of the form."""
    return name == NON_FIELD_ERRORS or form[name].is_hidden


def _at(tree: Any, field: Any) -> str:
    """The words of everything the control, or the set of controls, is described by."""
    name = field.html_name
    controls = [one for one in tree.iter() if one.get("name") == name or one.get("id") == f"field-{name}"]
    ids = " ".join(control.get("aria-describedby", "") for control in controls).split()
    return " ".join(_words(element) for element in tree.iter() if element.get("id") in ids)


def _shown(text: str) -> str:
    return text.replace("\x00", "")


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())

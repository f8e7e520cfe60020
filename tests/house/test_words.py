"""What the code itself says to people goes through gettext."""

from __future__ import annotations

import ast
import re

import pytest

from tests.house.sources import modules

pytestmark = pytest.mark.one_database

#: Calls whose texts people read, and which of their arguments are texts.
_SPEAKERS = {
    "ValidationError": {0},
    "NotAllowed": {0},
    "NotReady": {0},
    "no": {0, 1, 2, 3},
    "add_error": {1},
    "success": {1},
    "error": {1},
    "warning": {1},
}
_LABELS = {"label", "help_text", "empty_label"}


def spoken(source: ast.AST, *, fields_too: bool) -> list[tuple[int, str]]:
    """Plain texts where a translated one belongs."""
    found = []
    for call in ast.walk(source):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        places = _SPEAKERS.get(name, set())
        texts = [argument for place, argument in enumerate(call.args) if place in places]
        if fields_too:
            texts += [keyword.value for keyword in call.keywords if keyword.arg in _LABELS]
        for part in texts:
            plain = part.values[0] if isinstance(part, ast.JoinedStr) and part.values else part
            if isinstance(plain, ast.Constant) and isinstance(plain.value, str) and re.search(r"\w{2}", plain.value):
                found.append((call.lineno, plain.value))
    return found


def test_a_plain_text_is_found_and_a_translated_one_is_not() -> None:
    source = ast.parse('ValidationError("Feil"); NotReady(_("For tidlig")); CharField(label="Navn"); no(f"Hei {x}")')

    assert [text for _, text in spoken(source, fields_too=True)] == ["Feil", "Navn", "Hei "]


def test_what_the_code_says_is_translatable() -> None:
    plain = [
        f"{path}:{line}: {text}"
        for path, tree in modules()
        if "management" not in path.parts and path.name not in ("apps.py", "checks.py")
        for line, text in spoken(tree, fields_too="models" not in (*path.parts, path.stem))
    ]

    assert plain == []

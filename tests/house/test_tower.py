"""What import-linter cannot see: string foreign keys, reversed names, signals; and the sizes of things."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import Field, Model

from tests.house.sources import ROOT, TOWER, files, modules, rank, template_name, templates, text

pytestmark = pytest.mark.one_database

#: Names without namespace that every app may reverse.
_SHARED = {"start", "initiative", "erase_person", "privacy", "accessibility"}
_REVERSERS = {"reverse", "reverse_lazy", "redirect", "resolve_url"}
#: Templates of the shell may link anywhere: they lie directly in templates/.
_PACKAGE_PREFIXES = ("account_", "mfa_", "usersessions_")


def own_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in TOWER]


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_foreign_keys_point_down(model: type[Model]) -> None:
    related = {
        field.related_model._meta.app_label
        for field in model._meta.get_fields()
        if isinstance(field, Field) and field.related_model
    }

    above = [label for label in related & set(TOWER) if rank(label) > rank(model._meta.app_label)]
    assert above == []


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_every_model_has_an_order(model: type[Model]) -> None:
    assert model._meta.ordering or model._meta.label == "accounts.JournalChain"


def is_allowed(name: str, app: str) -> bool:
    """Whether an app may link to a URL name."""
    namespace, _, _ = name.rpartition(":")
    if namespace:
        return namespace in TOWER and rank(namespace) <= rank(app)
    return name in _SHARED or name.startswith(_PACKAGE_PREFIXES)


def test_the_rule_for_links_refuses_the_way_up() -> None:
    assert is_allowed("meetings:plan", "gates")
    assert not is_allowed("gates:decide", "meetings")
    assert not is_allowed("ready", "meetings")


def reversed_names() -> Iterator[tuple[Path, str]]:
    for path, tree in modules():
        for call in ast.walk(tree):
            if not (isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant)):
                continue
            called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            name = call.args[0].value
            if called in _REVERSERS and isinstance(name, str) and "/" not in name:
                yield path, name


def linked_names() -> Iterator[tuple[Path, str]]:
    for path in templates():
        for name in re.findall(r"""\{%\s*url\s+['"]([^'"]+)['"]""", text(path)):
            yield path, name


def test_links_in_code_point_down() -> None:
    wrong = [
        f"{path}: {name}"
        for path, name in reversed_names()
        if path.parts[0] in TOWER and not is_allowed(name, path.parts[0])
    ]

    assert wrong == []


def test_links_in_templates_point_down() -> None:
    wrong = [
        f"{path}: {name}"
        for path, name in linked_names()
        if (app := template_name(path).partition("/")[0]) in TOWER and not is_allowed(name, app)
    ]

    assert wrong == []
    assert list(linked_names())


def test_our_apps_send_each_other_no_signals() -> None:
    found = [
        str(path)
        for path, _ in modules()
        if re.search(r"\b(Signal\(|receiver\(|(pre|post)_(save|delete|init)\b)", text(path))
    ]

    assert found == []


def test_sizes() -> None:
    long = [f"{path}: {count}" for path in files(".py") if (count := text(path).count("\n")) > 400]
    long += [f"{path}: {count}" for path in templates() if (count := text(path).count("\n")) > 80]

    assert [line for line in long if "migrations" not in line] == []
    assert text(Path("paadriv/settings.py")).count("\n") <= 250


def body_length(function: ast.FunctionDef) -> int:
    """Lines of what a function does: without its signature and its docstring."""
    body = function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1


def test_functions_are_short() -> None:
    long = [
        f"{path}: {node.name} {length}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (length := body_length(node)) > 40
    ]

    assert long == []


def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_imports_keep_the_contracts() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stdout

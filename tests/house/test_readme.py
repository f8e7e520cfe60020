"""What the README claims is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps

from initiatives.management.commands.method_diagram import diagram
from initiatives.method import CURRENT
from tests.house.sources import ROOT, TOWER, text

pytestmark = pytest.mark.one_database

README = Path("README.md")


def test_the_diagram_is_the_method() -> None:
    (shown,) = re.findall(r"```mermaid\n(.*?)\n```", text(README), flags=re.DOTALL)

    assert shown == diagram(CURRENT)


def test_the_map_names_every_app_from_the_top_down() -> None:
    named = [app for app in re.findall(r"^\| `(\w+)` \|", text(README), flags=re.MULTILINE) if app in TOWER]

    assert named == sorted(named, key=TOWER.index, reverse=True)
    assert set(named) == {config.label for config in apps.get_app_configs()} & set(TOWER)


def test_every_variable_of_the_readme_is_read() -> None:
    sources = text(Path("paadriv/settings.py")) + text(Path("docker-compose.yml"))
    table = text(README).partition("## In production")[2].partition("```")[0]

    assert [name for name in re.findall(r"`([A-Z][A-Z_]{5,})`", table) if name not in sources] == []


def test_the_top_level_holds_what_the_architecture_lists() -> None:
    known = {"manage.py", "pyproject.toml", "package.json", "package-lock.json", ".npmrc", "Makefile", "Dockerfile"}
    known |= {
        "docker-compose.yml",
        "README.md",
        "CHANGELOG.md",
        "templates",
        "static",
        "tests",
        "bench",
        "locale",
        "bin",
    }
    kept = {path.name for path in ROOT.iterdir() if not path.name.startswith((".", "requirements", "__pycache__"))}

    assert kept - known - {"paadriv", "node_modules", "var", "build"} <= set(TOWER)

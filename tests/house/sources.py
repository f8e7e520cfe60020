"""The repository's own files, and where each stands in the tower."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
#: From the ground up; what an app may know is what stands before it.
TOWER = (
    "accounts",
    "mail",
    "register",
    "initiatives",
    "partners",
    "documents",
    "signing",
    "forprosjekt",
    "meetings",
    "agreements",
    "gates",
    "oversight",
    "demo",
)
_NOT_OURS = {"node_modules", ".venv", "var", "build", ".git", "vendor"}


def rank(app: str) -> int:
    return TOWER.index(app)


@cache
def files(*suffixes: str) -> tuple[Path, ...]:
    """Our files with these suffixes, as paths relative to the repository."""
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.suffix in suffixes)
    return tuple(sorted(path for path in found if not _NOT_OURS & set(path.parts)))


def modules() -> Iterator[tuple[Path, ast.Module]]:
    """Python files of the product, parsed; not migrations, not tests."""
    for path in files(".py"):
        if path.parts[0] not in ("tests", "bench", "bin") and "migrations" not in path.parts:
            yield path, ast.parse(text(path))


def templates() -> tuple[Path, ...]:
    return tuple(path for path in files(".html", ".txt") if "templates" in path.parts)


def template_name(path: Path) -> str:
    """What a template is called when it is rendered."""
    return "/".join(path.parts[path.parts.index("templates") + 1 :])


@cache
def text(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def without_template_tags(source: str) -> str:
    """A template without comments, translated text, tags and variables: what is left is plain markup."""
    for pattern in (
        r"\{#.*?#\}",
        r"\{%\s*comment.*?endcomment\s*%\}",
        r"\{%\s*blocktrans(late)?\b.*?endblocktrans(late)?\s*%\}",
        r"\{%.*?%\}",
        r"\{\{.*?\}\}",
    ):
        source = re.sub(pattern, "", source, flags=re.DOTALL)
    return source

"""The files a document may name, and nothing else: stylesheets and images under static/documents and static/img."""

from __future__ import annotations

from pathlib import Path

_STATIC = Path(__file__).resolve().parents[2] / "static"


def known_files() -> dict[str, Path]:
    """Path below the static folder, as our stylesheets write it → file."""
    named = {f"documents/{path.name}": path for path in sorted((_STATIC / "documents").glob("*.css"))}
    named |= {f"img/{path.name}": path for path in sorted((_STATIC / "img").glob("*.svg"))}
    return named

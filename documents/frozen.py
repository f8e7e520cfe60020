"""A frozen version as HTML for pages: everything it holds, and what is new since another version.

What is frozen never changes, so what is made of it is kept in this process by its digest, and made anew after a
deploy. It holds nothing of the person who reads, and its markup is what the templates and the sanitiser made.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from documents.comparing import compare
from documents.kinds import kind_of
from documents.models import DocumentVersion


@dataclass(frozen=True)
class Frozen:
    """``sections`` are key → title in reading order; ``html`` is all of the document below its title."""

    title: str
    sections: dict[str, str]
    html: SafeString


#: So many letters of markup are kept in each process; the one that was read longest ago goes first.
MOST_KEPT = 8_000_000
_kept: OrderedDict[tuple[str, ...], Frozen] = OrderedDict()
_lock = Lock()


def frozen(version: DocumentVersion, since: DocumentVersion | None = None) -> Frozen:
    """The version as pages show it, with what is new since an earlier one of the same document.

    Reads ``version.document.kind``, and the contents only where nothing is kept.
    """
    key = (version.document.kind, version.content_sha256, since.content_sha256 if since else "")
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    made = _made(version, since)
    with _lock:
        _kept[key] = made
        while sum(len(one.html) for one in _kept.values()) > MOST_KEPT and len(_kept) > 1:
            _kept.popitem(last=False)
    return made


def _made(version: DocumentVersion, since: DocumentVersion | None) -> Frozen:
    kind = kind_of(version.document.kind)
    context = kind.context(version.content)
    compared = list(compare(kind, since.content, version.content)) if since else []
    changes = {one.key: one for one in compared if not one.is_same}
    shown = {str(part["key"]) for part in context["parts"]}
    html = render_to_string(
        "documents/_frozen.html",
        {
            **context,
            "kind": kind,
            "since": since,
            "parts": [{**part, "change": changes.get(str(part["key"]))} for part in context["parts"]],
            "changed": [one for one in changes.values() if one.key in shown],
            "elsewhere": [one for one in changes.values() if one.key not in shown],
        },
    )
    return Frozen(kind.title(version.content), _titles(context["parts"]), html)


def _titles(parts: list[dict[str, str]]) -> dict[str, str]:
    return {str(part["key"]): str(part["title"]) for part in parts}

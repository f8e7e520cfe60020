"""Content of a kind as HTML and as PDF. Writes no rows and keeps no files; see services."""

from __future__ import annotations

import atexit
import logging
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from documents.kinds import Content, DocumentKind, kind_of
from documents.pipeline.press import Press, Unprintable
from documents.pipeline.wire import Job, Printed
from documents.placeholders import Unfillable
from mail.kinds import Unbuildable

_log = logging.getLogger(__name__)


@cache
def press() -> Press:
    """The one press of this process; its child starts with the first document."""
    made = Press(Path(settings.VAR) / "pdf")
    atexit.register(made.close)
    return made


def html_of(kind: DocumentKind, content: Content, *, preview: bool = False, back: str = "") -> str:
    """The whole document. A preview links its stylesheets; the press has its own copies."""
    context: dict[str, Any] = {
        **kind.context(content),
        "title": kind.title(content),
        "key": kind.key,
        "stylesheets": kind.stylesheets,
        "issued_at": content["issued_at"],
        "author": content["author"],
        "preview": preview,
        "back": back,
    }
    return render_to_string(kind.template, context)


def print_content(kind: DocumentKind, content: Content) -> Printed:
    """The PDF of the content. Raises Unprintable."""
    return press().print(Job(html_of(kind, content), kind.stylesheets, fit=kind.fit))


def pdf_of(kind_key: str, content: Content, **overrides: Any) -> bytes:
    """PDF bytes for the attachment of a mail, with some of the content replaced. For the worker.

    Raises Unbuildable with what a person can do.
    """
    kind = kind_of(kind_key)
    try:
        return print_content(kind, content | overrides).pdf
    except Unfillable as problem:
        raise Unbuildable(problem.reason) from problem
    except Unprintable as problem:
        raise Unbuildable(explained(kind, problem), again=problem.again) from problem


def explained(kind: DocumentKind, problem: Unprintable) -> str:
    """What a person can do about a document that could not be made; what nobody can do anything about is logged."""
    if problem.code == "too long" and kind.too_long:
        return str(kind.too_long)
    known = {
        "too slow": _("Det tok for lang tid å lage PDF-en. Kort ned teksten, og prøv på nytt."),
        "too large": _("Dokumentet er for stort. Kort ned teksten, og prøv på nytt."),
        "memory": _("Dokumentet er for stort. Kort ned teksten, og prøv på nytt."),
        "depth": _("Teksten har lister eller sitater i for mange nivåer. Fjern noen av dem, og prøv på nytt."),
    }
    if problem.code not in known:
        _log.error("no PDF of %s: %s", kind.key, problem)
    return known.get(problem.code, _("PDF-en ble ikke laget på grunn av en feil hos oss. Prøv igjen om litt."))

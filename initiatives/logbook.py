"""Journal entries as lines people read: when, who, what. Reads every app's sentences; writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import JournalEntry
from initiatives.models import Initiative

PAGE = 50


@dataclass(frozen=True)
class LogLine:
    number: int
    at: datetime
    who: str
    sentence: str


@cache
def sentences() -> Mapping[str, str | Promise]:
    """Verb → sentence, from the journal.py of every installed app. Raises ValueError for a verb told twice."""
    found: dict[str, str | Promise] = {}
    for module in _journals():
        told = getattr(module, "SENTENCES", {})
        if twice := found.keys() & told.keys():
            raise ValueError(f"told twice: {', '.join(sorted(twice))}")
        found |= told
    return found


@cache
def done_by_the_system() -> frozenset[str]:
    """Verbs of jobs that run without a person; other entries without an actor are guests'."""
    return frozenset().union(*(getattr(module, "BY_SYSTEM", ()) for module in _journals()))


def page_before(initiative: Initiative, number: int | None, *, with_names: bool) -> tuple[list[LogLine], int | None]:
    """Up to fifty lines older than ``number``, and where the next page begins, or None. One query.

    Without names members are «et medlem»; the association sees what was done and not who did it.
    """
    entries = JournalEntry.objects.filter(chain=initiative.chain).select_related("actor").order_by("-number")
    if number is not None:
        entries = entries.filter(number__lt=number)
    found = list(entries[: PAGE + 1])
    lines = [LogLine(row.number, row.at, _who(row, with_names), _sentence(row)) for row in found[:PAGE]]
    return lines, (lines[-1].number if len(found) > PAGE else None)


def _who(entry: JournalEntry, with_names: bool) -> str:
    if entry.actor is None:
        return _("systemet") if entry.verb in done_by_the_system() else _("en gjest")
    if not with_names:
        return _("et medlem")
    return entry.actor.name or _("slettet person")


def _sentence(entry: JournalEntry) -> str:
    return str(sentences().get(entry.verb, _("gjorde noe vi ikke lenger har ord for")))


def _journals() -> list[object]:
    names = [f"{config.name}.journal" for config in apps.get_app_configs()]
    own = [
        name for name in names if name.split(".")[0] != "allauth" and not name.startswith("django") and find_spec(name)
    ]
    return [import_module(name) for name in own]

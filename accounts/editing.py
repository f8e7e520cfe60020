"""Saving a form over a row that others may have changed: nothing is overwritten unseen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.db import models

from accounts.access import Stale
from accounts.models import Revised
from paadriv.text import day

Row = TypeVar("Row", bound=Revised)


def apply(row: Row, changes: dict[str, Any], *, revision: int) -> list[str]:
    """Write the changed fields to a locked row and return their names; the caller has the lock.

    ``revision`` is the one the form was opened with. When the row has moved on, fields where the saved
    value already equals mine are no conflict (a repeat of one's own save); any other difference raises
    Stale with both texts, and nothing is written. Bumps the revision when something changed.
    Raises ValidationError for values the model refuses.
    """
    changed = [name for name, value in changes.items() if getattr(row, name) != value]
    if row.revision != revision and changed:
        raise Stale(
            theirs={_label(row, name): _shown(row, name, getattr(row, name)) for name in changed},
            mine={_label(row, name): _shown(row, name, changes[name]) for name in changed},
            revision=row.revision,
        )
    if not changed:
        return []
    for name in changed:
        setattr(row, name, changes[name])
    row.full_clean(validate_unique=False, validate_constraints=False)
    row.revision += 1
    row.save(update_fields=[*changed, "revision"])
    return changed


def opened(row: Revised, names: Iterable[str]) -> str:
    """What these fields of a row hold, as a form carries it until it is posted: what one began from."""
    return packed({_label(row, name): _shown(row, name, getattr(row, name)) for name in names})


def packed(texts: Mapping[str, str]) -> str:
    return json.dumps(dict(texts), ensure_ascii=False)


def unpacked(text: str) -> dict[str, str]:
    """Label → text; empty for anything that opened() did not make. It is only ever shown to the one who posted it."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {label: value for label, value in found.items() if isinstance(value, str)}


def texts_of(stale: Stale, began_from: Mapping[str, str]) -> list[dict[str, str | None]]:
    """Per field that differs: what one began from (None: not known), what is saved now, and what one typed."""
    return [
        {"label": label, "base": began_from.get(label), "theirs": stale.theirs.get(label, ""), "mine": mine}
        for label, mine in stale.mine.items()
    ]


def _label(row: models.Model, name: str) -> str:
    return str(getattr(row._meta.get_field(name), "verbose_name", name))


def _shown(row: models.Model, name: str, value: Any) -> str:
    if isinstance(value, models.Model):  # a row that stands for a person is shown as that person
        value = getattr(value, "user", value)
    if isinstance(value, date):
        return day(value)
    choices = dict(getattr(row._meta.get_field(name), "flatchoices", ()))
    return str(choices.get(value, "" if value is None else value))

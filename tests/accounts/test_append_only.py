"""Rows that are added and never changed: tried on every table, after all migrations, on either database."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction

from accounts.models import AppendOnly, JournalEntry
from accounts.triggers import append_only_models

pytestmark = pytest.mark.django_db


def _value(field: models.Field[Any, Any]) -> Any:
    if field.has_default():
        return field.get_default()
    if field.choices:
        return next(iter(dict(field.flatchoices)))
    if field.blank and isinstance(field, models.CharField | models.TextField):
        return ""
    kinds: dict[type, Any] = {
        models.DateTimeField: "2026-03-12T09:00:00Z",
        models.DateField: "2026-03-12",
        models.UUIDField: "00000000-0000-4000-8000-000000000000",
        models.JSONField: {},
        models.CharField: "x",
        models.TextField: "x",
        models.BooleanField: False,
    }
    return next((value for kind, value in kinds.items() if isinstance(field, kind)), 1)


def _row(model: type[AppendOnly]) -> AppendOnly:
    """One row with plausible values; its foreign keys point to nothing, which is checked at commit only."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    row = model(**{field.attname: None if field.null else _value(field) for field in fields})
    models.Model.save(row)
    return row


def _refused(statement: str) -> str:
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(caught.value)


def test_the_list_of_append_only_tables_is_what_the_models_say() -> None:
    names = {model.__name__ for model in append_only_models()}

    assert {
        "DocumentVersion",
        "JournalEntry",
        "GateDecision",
        "Answer",
        "Interest",
        "InterestLink",
        "StageChange",
    } <= names


@pytest.mark.parametrize("model", append_only_models(), ids=lambda model: model.__name__)
def test_no_row_is_ever_updated_or_deleted(model: type[AppendOnly]) -> None:
    table = model._meta.db_table
    column = next(field.column for field in model._meta.concrete_fields if not field.primary_key)
    with transaction.atomic():
        row = _row(model)

        assert "append-only" in _refused(f'UPDATE "{table}" SET "{column}" = "{column}" WHERE id = {row.pk}')
        assert "append-only" in _refused(f'DELETE FROM "{table}" WHERE id = {row.pk}')
        transaction.set_rollback(True)


@pytest.mark.postgresql(reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("model", append_only_models(), ids=lambda model: model.__name__)
def test_no_table_is_emptied(model: type[AppendOnly]) -> None:
    assert "append-only" in _refused(f'TRUNCATE "{model._meta.db_table}" CASCADE')


def test_django_refuses_before_the_database_does() -> None:
    entry = JournalEntry(pk=1)
    entry._state.adding = False

    with pytest.raises(TypeError, match="append-only"):
        entry.save()
    with pytest.raises(TypeError, match="append-only"):
        entry.delete()

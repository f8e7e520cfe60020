"""The triggers that keep append-only tables append-only, on SQLite and on PostgreSQL.

Installed after every migration, because SQLite drops a table's triggers when a migration rebuilds it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.db import connections

from accounts.models import AppendOnly

_REFUSAL = "append-only"


def append_only_models() -> list[type[AppendOnly]]:
    """Every concrete model that subclasses AppendOnly: the list of protected tables."""
    return [model for model in apps.get_models() if issubclass(model, AppendOnly)]


def install_after_migrate(app_config: AppConfig, using: str = "default", **kwargs: Any) -> None:
    """The triggers of one app's tables: Django says this once for every app."""
    install(using, models=[model for model in append_only_models() if model._meta.app_config is app_config])


def install(using: str = "default", models: Sequence[type[AppendOnly]] | None = None) -> None:
    """Create the triggers of these append-only tables (all, if none are named) that exist; safe to run again."""
    models = append_only_models() if models is None else models
    if not models:
        return
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model in models:
            table = model._meta.db_table
            if table in tables:
                for statement in _statements(connection.vendor, table):
                    cursor.execute(statement)


def drop(using: str = "default") -> None:
    """Remove the triggers, for tests that flush tables."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for model in append_only_models():
            table = model._meta.db_table
            for event in ("update", "delete", "truncate"):
                name = f'"{table}_no_{event}"'
                on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def _statements(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f'CREATE TRIGGER IF NOT EXISTS "{table}_no_{event}" BEFORE {event.upper()} ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, '{table} is {_REFUSAL}'); END"
            for event in ("update", "delete")
        ]
    function = (
        "CREATE OR REPLACE FUNCTION paadriv_append_only() RETURNS trigger AS $$ "
        f"BEGIN RAISE EXCEPTION '% is {_REFUSAL}', TG_TABLE_NAME; END $$ LANGUAGE plpgsql"
    )
    return [function] + [
        f'CREATE OR REPLACE TRIGGER "{table}_no_{event}" BEFORE {event.upper()} ON "{table}" '
        f"FOR EACH {'STATEMENT' if event == 'truncate' else 'ROW'} EXECUTE FUNCTION paadriv_append_only()"
        for event in ("update", "delete", "truncate")
    ]

"""Triggers on SQLite and on PostgreSQL: append-only tables, and the guards that apps register.

Installed after every migration, because SQLite drops a table's triggers when a migration rebuilds it.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig, apps
from django.db import connections

from accounts.models import AppendOnly

_REFUSAL = "append-only"


@dataclass(frozen=True)
class Guard:
    """What must hold for a row of one table beyond what a constraint can say, because it looks at other rows.

    ``refused_when`` is SQL that both databases read, over NEW and, for an update, OLD; ``event`` is insert,
    update or delete. Breaking a guard is an IntegrityError with the message.
    """

    table: str
    name: str
    event: str
    refused_when: str
    message: str


_guards: dict[str, Guard] = {}


def register(*guards: Guard) -> None:
    """Called from AppConfig.ready. Raises ValueError for a name that is taken."""
    for guard in guards:
        if guard.name in _guards:
            raise ValueError(f"trigger {guard.name} is registered already")
        _guards[guard.name] = guard


def guards() -> tuple[Guard, ...]:
    return tuple(_guards.values())


def append_only_models() -> list[type[AppendOnly]]:
    """Every concrete model that subclasses AppendOnly: the list of protected tables."""
    return [model for model in apps.get_models() if issubclass(model, AppendOnly)]


def install_after_migrate(app_config: AppConfig, using: str = "default", **kwargs: Any) -> None:
    """The triggers of one app's tables: Django says this once for every app."""
    install(using, {model._meta.db_table for model in app_config.get_models()})


def drop_before_migrate(app_config: AppConfig, using: str = "default", **kwargs: Any) -> None:
    """SQLite rebuilds a table by renaming another, and refuses while a trigger elsewhere names the one gone."""
    if connections[using].vendor == "sqlite":
        drop_guards(using, tables={model._meta.db_table for model in app_config.get_models()})


def install(using: str = "default", tables: Set[str] | None = None) -> None:
    """Create append-only triggers and guards of these tables (all, if none are named) that exist; safe to run again."""
    protected = [model._meta.db_table for model in append_only_models()]
    wanted = {*protected, *(guard.table for guard in guards())}
    wanted = wanted if tables is None else wanted & tables
    if not wanted:
        return
    connection = connections[using]
    wanted &= set(connection.introspection.table_names())
    statements = [
        statement for table in protected if table in wanted for statement in _statements(connection.vendor, table)
    ]
    statements += [
        statement for guard in guards() if guard.table in wanted for statement in _guarding(connection.vendor, guard)
    ]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def drop(using: str = "default") -> None:
    """Remove the triggers, for tests that flush tables."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for model in append_only_models():
            for event in ("update", "delete", "truncate"):
                table = model._meta.db_table
                cursor.execute(_dropping(connection.vendor, f"{table}_no_{event}", table))
    drop_guards(using)


def drop_guards(using: str = "default", *names: str, tables: Set[str] | None = None) -> None:
    """Remove the guards of these names, of these tables, or all of them."""
    found = [guard for guard in guards() if not names or guard.name in names]
    found = [guard for guard in found if tables is None or guard.table in tables]
    if not found:
        return
    connection = connections[using]
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for guard in found:
            if guard.table in there:
                cursor.execute(_dropping(connection.vendor, guard.name, guard.table))


def _dropping(vendor: str, name: str, table: str) -> str:
    return f'DROP TRIGGER IF EXISTS "{name}"' + (f' ON "{table}"' if vendor == "postgresql" else "")


def _guarding(vendor: str, guard: Guard) -> list[str]:
    """Replaced each time, so that a guard whose condition changed is the new one."""
    message, event = guard.message.replace("'", "''"), guard.event.upper()
    if vendor == "sqlite":
        return [
            _dropping(vendor, guard.name, guard.table),
            f'CREATE TRIGGER "{guard.name}" BEFORE {event} ON "{guard.table}" WHEN {guard.refused_when} '
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END",
        ]
    row = "OLD" if guard.event == "delete" else "NEW"
    return [
        f'CREATE OR REPLACE FUNCTION "{guard.name}"() RETURNS trigger AS $$ BEGIN '
        f"IF {guard.refused_when} THEN RAISE EXCEPTION USING MESSAGE = '{message}', ERRCODE = '23000'; END IF; "
        f"RETURN {row}; END $$ LANGUAGE plpgsql",
        f'CREATE OR REPLACE TRIGGER "{guard.name}" BEFORE {event} ON "{guard.table}" '
        f'FOR EACH ROW EXECUTE FUNCTION "{guard.name}"()',
    ]


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

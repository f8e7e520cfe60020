"""Guards: what a row may not be, given other rows, refused by the database itself."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from accounts import triggers
from accounts.models import User
from accounts.triggers import Guard
from tests import world

pytestmark = pytest.mark.django_db

TAKEN = Guard(
    table="accounts_user",
    name="no_two_namesakes",
    event="insert",
    refused_when="EXISTS (SELECT 1 FROM accounts_user u WHERE u.name = NEW.name)",
    message="the name 'Kari' is taken",
)
KEPT = Guard("accounts_user", "names_are_kept", "update", "NEW.name <> OLD.name", "names are kept")
LAST = Guard("accounts_user", "ola_stays", "delete", "OLD.name = 'Ola'", "Ola stays")


@pytest.fixture
def guarded(monkeypatch):
    monkeypatch.setattr(triggers, "_guards", {guard.name: guard for guard in (TAKEN, KEPT, LAST)})
    triggers.install()
    yield
    triggers.drop_guards()


def installed() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            if connection.vendor == "sqlite"
            else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        )
        return {name for (name,) in cursor.fetchall()}


def test_a_guard_refuses_what_its_condition_says_and_nothing_else(guarded):
    world.someone("Kari")
    row = world.someone("Ola")

    with pytest.raises(IntegrityError, match="the name 'Kari' is taken"), transaction.atomic():
        world.someone("Kari")
    with pytest.raises(IntegrityError, match="names are kept"), transaction.atomic():
        User.objects.filter(pk=row.pk).update(name="Per")
    with pytest.raises(IntegrityError, match="Ola stays"), transaction.atomic():
        User.objects.filter(pk=row.pk).delete()
    User.objects.filter(pk=row.pk).update(is_active=False)
    assert User.objects.filter(name="Kari").delete()


def test_without_the_guard_the_same_row_is_taken(guarded):
    world.someone("Kari")
    triggers.drop_guards("default", TAKEN.name)

    world.someone("Kari")

    assert User.objects.filter(name="Kari").count() == 2


def test_a_name_is_taken_once():
    with pytest.raises(ValueError, match="registered already"):
        triggers.register(TAKEN, TAKEN)
    triggers._guards.pop(TAKEN.name)


def test_guards_step_aside_for_migrations_on_sqlite_and_are_back_after_them(guarded):
    for config in apps.get_app_configs():
        triggers.drop_before_migrate(config)
    assert (TAKEN.name in installed()) is (connection.vendor == "postgresql")

    call_command("migrate", verbosity=0)

    assert {TAKEN.name, KEPT.name, LAST.name} <= installed()

"""The suite's own guards hold."""

from __future__ import annotations

import socket

import pytest
from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.template import Context, Origin, Template, engines

from accounts.journal import record
from accounts.models import JournalChain, JournalEntry
from register.models import Municipality


def test_an_unknown_variable_in_our_template_fails() -> None:
    template = engines["django"].get_template("error_plain.html")

    with pytest.raises(pytest.fail.Exception, match="title"):
        template.render({"text": "Tekst"})


def test_an_unknown_variable_in_a_foreign_template_is_empty_and_takes_its_default() -> None:
    origin = Origin("/lib/site-packages/allauth/x.html", template_name="x.html")
    template = Template('[{{ unknown|default:"-" }}]', origin=origin, engine=engines["django"].engine)

    assert template.render(Context()) == "[-]"


@pytest.mark.django_db
def test_rows_without_an_order_come_backwards() -> None:
    JournalChain.objects.create(key="a")
    JournalChain.objects.create(key="b")

    stored = list(JournalChain.objects.values_list("key", flat=True))
    ordered = list(JournalChain.objects.order_by("key").values_list("key", flat=True))

    assert (stored, ordered) == (["b", "a"], ["a", "b"])
    assert QuerySet._fetch_all.__module__ == "tests.strictness"


def test_another_machine_cannot_be_reached() -> None:
    with socket.socket() as line, pytest.raises(pytest.fail.Exception, match=r"192\.0\.2\.1"):
        line.connect(("192.0.2.1", 80))


@pytest.mark.django_db(transaction=True)
def test_a_flushed_database_gets_its_triggers_and_municipalities_back_first() -> None:
    cache.set("left", "behind")
    with transaction.atomic():
        record("a", "tested", by=None)

    assert Municipality.objects.count() == 357


@pytest.mark.django_db(transaction=True)
def test_a_flushed_database_gets_its_triggers_and_municipalities_back_second() -> None:
    assert cache.get("left") is None
    assert not JournalChain.objects.exists()
    with transaction.atomic():
        record("a", "tested", by=None)
    with pytest.raises(DatabaseError, match="append-only"):
        JournalEntry.objects.update(verb="forged")
    assert Municipality.objects.count() == 357

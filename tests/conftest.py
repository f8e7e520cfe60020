"""The suite is stricter than production; what makes it so is in the plugins named here."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts import triggers
from paadriv import clock

pytest_plugins = ["tests.strictness", "tests.browser.plugin", "tests.databases"]


def pytest_collection_finish() -> None:
    """What is loaded now stays: without it the collector looks through all of it again and again, 8 % of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


_DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


@pytest.fixture(autouse=True)
def _clean_database(request: pytest.FixtureRequest, _django_db_helper: None) -> Iterator[None]:
    """An empty cache for every test that has a database, and no triggers while a transactional test flushes.

    Flushing emits post_migrate, which installs the triggers again and reloads what migrations load.
    """
    marker = request.node.get_closest_marker("django_db")
    if marker is None and not _DATABASE_FIXTURES & set(request.fixturenames):
        yield
        return
    cache.clear()
    yield
    if {"transactional_db", "live_server"} & set(request.fixturenames) or (marker and marker.kwargs.get("transaction")):
        triggers.drop()
        cache.clear()


@pytest.fixture
def clock_at() -> Iterator[Callable[[str], datetime]]:
    """Set the clock: ``clock_at("2026-03-12 09:00")``, Norwegian time. Holds in this thread, until the test ends."""
    with ExitStack() as stack:

        def stand_at(text: str) -> datetime:
            moment = timezone.make_aware(datetime.fromisoformat(text))
            stack.enter_context(clock.set_to(moment))
            return moment

        yield stand_at

"""A twin world that stands while a package's tests run: in a transaction that is rolled back afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.db import transaction

from tests import signing_world
from tests.access import twins as worlds
from tests.access.twins import Twins


@contextmanager
def twin_world(blocker: Any, folder: Path) -> Iterator[Twins]:
    """Each cell is undone by a savepoint. ``blocker`` is pytest-django's; files are kept in ``folder``."""
    with blocker.unblock(), worlds.files_under(folder), signing_world.known_kind(), transaction.atomic():
        cache.clear()
        yield worlds.build()
        transaction.set_rollback(True)

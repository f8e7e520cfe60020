"""One twin world for all modules here, in a transaction that is rolled back; each cell is undone by a savepoint."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction

from tests import signing_world
from tests.access import twins as worlds
from tests.access.twins import Twins


@pytest.fixture(scope="package")
def twins(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Twins]:
    files = worlds.files_under(tmp_path_factory.mktemp("files"))
    with django_db_blocker.unblock(), files, signing_world.known_kind(), transaction.atomic():
        cache.clear()
        yield worlds.build()
        transaction.set_rollback(True)

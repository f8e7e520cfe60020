"""One twin world for the modules here, of their own: a package's fixture goes away with its package."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.access.standing import twin_world
from tests.access.twins import Twins


@pytest.fixture(scope="package")
def twins(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twins]:
    with twin_world(django_db_blocker, tmp_path_factory.mktemp("files")) as standing:
        yield standing

"""Every test of signing knows one kind of written documents, and keeps files in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import signing_world
from tests.access.twins import files_under


@pytest.fixture(autouse=True)
def _kind(tmp_path: Path) -> Iterator[None]:
    with signing_world.known_kind(), files_under(tmp_path):
        yield

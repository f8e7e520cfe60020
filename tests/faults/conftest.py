"""One migrated database for all fault tests of a process; each machine is a copy of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.machine import migrated


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with migrated(tmp_path_factory.mktemp("migrated")) as made:
        yield made

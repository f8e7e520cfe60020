"""Run by ``make mutants``, not by the suite: every mutant against the walk of its own URL."""

from __future__ import annotations

import pytest

from tests.access.mutants import hunt
from tests.access.twins import Twins
from tests.access.walk import Walker

pytestmark = pytest.mark.django_db


def test_the_walk_notices_every_mutant(twins: Twins) -> None:
    total, alive = hunt(Walker(twins))
    print(f"\nmutants killed/total: {total - len(alive)}/{total}")  # noqa: T201

    assert alive == []

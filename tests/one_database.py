"""Tests that look at pages, words and files alone are not repeated on the second database of .ci/run.

What they see is made in Python from rows that both databases give alike. Marked ``one_database``; on PostgreSQL they
are left out and counted, and PAADRIV_EVERYTHING=1 runs them there too.
"""

from __future__ import annotations

import os

import pytest
from django.conf import settings


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not on_postgresql() or os.environ.get("PAADRIV_EVERYTHING") == "1":
        return
    left_out = [item for item in items if item.get_closest_marker("one_database")]
    items[:] = [item for item in items if not item.get_closest_marker("one_database")]
    config.hook.pytest_deselected(items=left_out)


def on_postgresql() -> bool:
    return str(settings.DATABASES["default"]["ENGINE"]).endswith("postgresql")

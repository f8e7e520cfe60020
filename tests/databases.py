"""Which of the two databases of .ci/run a test is for; most run on both.

``postgresql(reason)`` needs what SQLite has not, and is skipped there. ``one_database`` looks at pages, words and
files alone, made in Python from rows that both give alike; on PostgreSQL it is left out and counted, and
PAADRIV_EVERYTHING=1 runs it there too. So is a test that counts queries: Django asks both the same ones.
"""

from __future__ import annotations

import os

import pytest
from django.conf import settings


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not on_postgresql():
        for item in items:
            if marker := item.get_closest_marker("postgresql"):
                reason = marker.kwargs.get("reason", "SQLite has one writer at a time")
                item.add_marker(pytest.mark.skip(reason=reason))
    elif os.environ.get("PAADRIV_EVERYTHING") != "1":
        left_out = [item for item in items if _is_for_one(item)]
        items[:] = [item for item in items if not _is_for_one(item)]
        config.hook.pytest_deselected(items=left_out)


def _is_for_one(item: pytest.Item) -> bool:
    counts_queries = "django_assert_num_queries" in getattr(item, "fixturenames", ())
    return counts_queries or item.get_closest_marker("one_database") is not None


def on_postgresql() -> bool:
    return str(settings.DATABASES["default"]["ENGINE"]).endswith("postgresql")

"""The default connection led elsewhere for a while: to a machine's database, or to a server that is to be killed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections


@contextmanager
def connected(**there: Any) -> Iterator[None]:
    """Every new connection takes these settings; this thread's own waits for the end of the block."""
    settings, mine = connections.settings["default"], connections["default"]
    before = dict(settings)
    settings.update(there)
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        settings.update(before)
        connections["default"] = mine

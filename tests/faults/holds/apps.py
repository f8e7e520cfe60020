"""Processes that stop in the middle of a freeze and stay there, so that a test can kill them where it wants."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.apps import AppConfig


class HoldsConfig(AppConfig):
    name = "tests.faults.holds"
    label = "fault_holds"

    def ready(self) -> None:
        from celery.signals import worker_ready

        worker_ready.connect(_tell_that_it_is_ready)
        for place in filter(None, os.environ.get("FAULTS_HOLD", "").split(",")):
            PLACES[place](place)


def _tell_that_it_is_ready(**worker: Any) -> None:
    (Path(os.environ["PAADRIV_VAR"]) / "ready").touch()


def hold(place: str) -> None:
    """Stay here, if this process is the first to come; a process stays at one place."""
    marker = Path(os.environ["PAADRIV_VAR"]) / f"held-{place}"
    try:
        marker.touch(exist_ok=False)
    except FileExistsError:
        return
    time.sleep(600)


def in_the_layout(place: str) -> None:
    """The child has got its job, and nobody will be there for the answer."""
    from documents.pipeline import wire

    put = wire.put

    def told(stream: Any, frame: bytes) -> None:
        put(stream, frame)
        hold(place)

    patch.object(wire, "put", told).start()


def in_the_file(place: str) -> None:
    """Half of the bytes are written."""
    from django.core.files.base import ContentFile

    def halves(content: Any, chunk_size: int | None = None) -> Iterator[bytes]:
        whole = content.read()
        yield whole[: len(whole) // 2]
        hold(place)
        yield whole[len(whole) // 2 :]

    patch.object(ContentFile, "chunks", halves).start()


def in_the_transaction(place: str) -> None:
    """Every row of the version is written, and nothing is committed."""
    from accounts import journal

    record = journal.record

    def told(chain: str, verb: str, **details: Any) -> Any:
        entry = record(chain, verb, **details)
        if verb == "version_frozen":
            hold(place)
        return entry

    patch.object(journal, "record", told).start()


PLACES: dict[str, Callable[[str], None]] = {
    "layout": in_the_layout,
    "file": in_the_file,
    "transaction": in_the_transaction,
}

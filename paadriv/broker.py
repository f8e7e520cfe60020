"""How Celery reaches its broker. Whatever lies there may be lost at any time; rows are the guarantee."""

from __future__ import annotations

from pathlib import Path
from typing import Any

#: A Redis that is away must not keep a page waiting: without these options publishing takes over six seconds
#: to fail, with retry=False too, because kombu opens the connection again and again on its own.
REDIS: dict[str, Any] = {
    "socket_connect_timeout": 1,
    "socket_timeout": 2,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "connect_retries_timeout": 2,
}


def transport_options(url: str, folder: Path) -> dict[str, Any]:
    """The options of the transport; a queue of files has its folder made when missing."""
    if url.startswith("redis"):
        return dict(REDIS)
    return _files(folder) if url.startswith("filesystem") else {}


def _files(folder: Path) -> dict[str, Any]:
    processed = folder / "processed"
    processed.mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(folder),
        "data_folder_out": str(folder),
        "processed_folder": str(processed),
        "control_folder": str(folder),
        "store_processed": False,
    }

"""What the embedded default makes for itself on first run, so that nothing must be configured."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any


def secret_key(folder: Path) -> str:
    """The key kept in the folder, made on first use and readable by its owner only.

    Production gives SECRET_KEY in the environment; then this file is never made.
    """
    path = folder / "secret-key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        key = secrets.token_urlsafe(64)
        file.write(key)
    return key


def broker_options(folder: Path) -> dict[str, Any]:
    """Celery's queue as files in the folder, made when missing. The files may be lost at any time."""
    processed = folder / "processed"
    processed.mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(folder),
        "data_folder_out": str(folder),
        "processed_folder": str(processed),
        "control_folder": str(folder),
        "store_processed": False,
    }

"""The embedded default's mail server: each mail becomes an .eml file that the demo mailbox shows."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Sequence
from email.parser import BytesHeaderParser
from itertools import takewhile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

KEPT_ON_DISK = "mail.backends.KeptOnDisk"


class KeptOnDisk(BaseEmailBackend):
    """Writes each message to EMAIL_FILE_PATH, atomically, named by time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.folder = Path(settings.EMAIL_FILE_PATH)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.folder.mkdir(parents=True, exist_ok=True)
        for number, message in enumerate(email_messages):
            name = f"{time.time_ns():020d}-{os.getpid()}-{number}.eml"
            unfinished = self.folder / f".{name}"
            unfinished.write_bytes(message.message().as_bytes())
            unfinished.rename(self.folder / name)
        return len(email_messages)


def forget_kept(message_ids: Collection[str]) -> int:
    """Remove the files of these mails; how many. Nothing is kept, and none removed, where another backend sends."""
    folder = Path(settings.EMAIL_FILE_PATH)
    if settings.EMAIL_BACKEND != KEPT_ON_DISK or not message_ids:
        return 0
    found = [path for path in sorted(folder.glob("*.eml")) if _message_id(path) in message_ids]
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)


def _message_id(path: Path) -> str:
    """Empty for a file that was removed meanwhile."""
    try:
        with path.open("rb") as file:
            head = b"".join(takewhile(lambda line: bytes(line).strip(), file))
    except FileNotFoundError:
        return ""
    return "".join(str(BytesHeaderParser().parsebytes(head).get("Message-ID", "")).split())

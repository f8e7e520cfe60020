"""The embedded default's mail server: each mail becomes an .eml file that the demo mailbox shows."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


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

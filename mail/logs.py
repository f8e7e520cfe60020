"""Log lines without link tokens: each is replaced by the first six characters of its digest.

Django logs the path of every 404, and a path may hold a token that works at another purpose or that was
mistyped by one letter. Gunicorn's access log is off by default and stays off; a proxy in front must log
paths below /svar/ and the other token pages in the same way. Imports no Django: settings name it.
"""

from __future__ import annotations

import hashlib
import logging
import re

_TOKEN = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{40,50}(?![A-Za-z0-9_-])")


class WithoutTokens(logging.Formatter):
    """Works on the finished line, so that tracebacks and arguments are covered too."""

    def format(self, record: logging.LogRecord) -> str:
        return _TOKEN.sub(_digest, super().format(record))


def _digest(found: re.Match[str]) -> str:
    return f"[lenke {hashlib.sha256(found[0].encode()).hexdigest()[:6]}]"

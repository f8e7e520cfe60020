"""The parent's side: one child kept warm, one job at a time, killed at its limits and started anew.

A layout that hangs costs its own document 20 seconds and nothing else.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from documents.pipeline import wire
from documents.pipeline.fonts import font_folder

SECONDS = 20
MEMORY = 1024**3
DOCUMENTS_PER_CHILD = 50
START_SECONDS = 60
LONGEST_HTML = 2_000_000
_ROOT = Path(__file__).resolve().parents[2]


class Unprintable(Exception):
    """The document could not be made. ``code`` says why; ``again`` whether another try may help."""

    def __init__(self, code: str, *, again: bool = False, detail: str = "") -> None:
        self.code, self.again = code, again
        super().__init__(f"{code} {detail}".strip())


@dataclass
class Press:
    """A child and the lock in front of it. Thread-safe; a forked process gets a child of its own."""

    under: Path
    seconds: float = SECONDS
    memory: int = MEMORY
    documents_per_child: int = DOCUMENTS_PER_CHILD
    _child: subprocess.Popen[bytes] | None = None
    _owner: int = 0
    _done: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def print(self, job: wire.Job) -> wire.Printed:
        """The finished PDF. Raises Unprintable, and leaves the press ready for the next job either way."""
        if len(job.html) + len(job.appendix.html if job.appendix else "") > LONGEST_HTML:
            raise Unprintable("too large")
        with self._lock:
            child = self._ready_child()
            head, pdf = self._exchange(child, wire.job_to_bytes(job))
            self._done += 1
            if self._done >= self.documents_per_child or head.get("error") == "memory":
                self._stop()
        if error := head.get("error"):
            raise Unprintable(str(error), detail=str(head.get("detail", "")))
        return wire.Printed(pdf, int(head["pages"]), str(head["replaced"]))

    def close(self) -> None:
        """End the child; the next job starts another."""
        with self._lock:
            self._stop()

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child else None

    def _ready_child(self) -> subprocess.Popen[bytes]:
        if self._owner != os.getpid():
            self._child, self._owner = None, os.getpid()
        if self._child is not None and self._child.poll() is None:
            return self._child
        self._stop()
        self._child = subprocess.Popen(
            [sys.executable, "-m", "documents.pipeline.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=_ROOT,
            env=self._environment(),
        )
        self._done = 0
        with _Limit(self._child, START_SECONDS):
            if _take(self._child) != b"ready":
                self._stop()
                raise Unprintable("no child", again=True)
        return self._child

    def _exchange(self, child: subprocess.Popen[bytes], frame: bytes) -> tuple[dict[str, Any], bytes]:
        with _Limit(child, self.seconds) as limit:
            try:
                wire.put(_stream(child.stdin), frame)
                head, pdf = _take(child), _take(child)
            except OSError:
                head = pdf = None
        if head is None or pdf is None:
            self._stop()
            raise Unprintable("too slow") if limit.passed else Unprintable("crashed", again=True)
        return json.loads(head), pdf

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for stream in (child.stdin, child.stdout):
            with contextlib.suppress(OSError):  # what was not written is lost with the child
                _stream(stream).close()

    def _environment(self) -> dict[str, str]:
        """No secret and no setting but these; the same language, zone and hash seed everywhere."""
        folder = font_folder(self.under)
        kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
        return kept | {
            "FONTCONFIG_FILE": str(folder / "fonts.conf"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "PYTHONHASHSEED": "0",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PAADRIV_PDF_SECONDS": str(int(self.seconds) or 1),
            "PAADRIV_PDF_MEMORY": str(self.memory),
        }


class _Limit:
    """Kill the child when the time is out; the read that waits then sees the end of the pipe."""

    def __init__(self, child: subprocess.Popen[bytes], seconds: float) -> None:
        self.passed = False
        self._child = child
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True

    def __enter__(self) -> _Limit:
        self._timer.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._timer.cancel()

    def _ring(self) -> None:
        self.passed = True
        self._child.kill()


def _take(child: subprocess.Popen[bytes]) -> bytes | None:
    try:
        return wire.take(_stream(child.stdout))
    except ValueError:
        return None


def _stream(stream: object) -> BinaryIO:
    return stream  # type: ignore[return-value]

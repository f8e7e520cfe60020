"""A mail server of forty lines on a free port: takes mail, is slow, or refuses as told. For tests and bench.

``python -m tests.smtp_stub`` prints its port and takes mail until it is ended.
"""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Stub:
    """What was taken, and how to behave: ``answer(command, argument)`` may return a refusal such as «451 later»."""

    taken: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    connections: int = 0
    pause: float = 0.0
    answer: Callable[[str, str], str] = lambda command, argument: ""
    port: int = 0


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        stub: Stub = self.server.stub  # type: ignore[attr-defined]
        stub.connections += 1
        self._say("220 stub")
        while line := self.rfile.readline():
            command, _, argument = line.decode("ascii", "replace").strip().partition(" ")
            command = command.upper()
            if refusal := stub.answer(command, argument):
                if refusal == "cut":
                    return
                self._say(refusal)
            elif command in ("EHLO", "HELO"):
                self._say("250 stub")
            elif command == "DATA":
                if not self._take(stub):
                    return
            elif command == "QUIT":
                self._say("221 bye")
                return
            else:
                if command == "RCPT":
                    stub.recipients.append(argument)
                self._say("250 ok")

    def _take(self, stub: Stub) -> bool:
        """Take a mail, or refuse it; false when the line is to be cut instead."""
        self._say("354 go on")
        lines: list[bytes] = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        time.sleep(stub.pause)
        if refusal := stub.answer("BODY", ""):
            if refusal == "cut":
                return False
            self._say(refusal)
            return True
        stub.taken.append(b"".join(lines))
        self._say("250 taken")
        return True

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed is part of the tests."""


@contextmanager
def running(stub: Stub) -> Iterator[Stub]:
    """Serve until the block ends; the port is in ``stub.port``."""
    with _Server(("127.0.0.1", 0), _Session) as server:
        server.stub = stub  # type: ignore[attr-defined]
        stub.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield stub
        finally:
            server.shutdown()
            thread.join()


if __name__ == "__main__":
    with running(Stub()) as alone:
        print(alone.port, flush=True)  # noqa: T201
        threading.Event().wait()

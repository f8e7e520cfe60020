"""A PostgreSQL server of the test's own that keeps what it has said yes to, to be killed and started again."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

#: A commit is on the disk before it is answered. What one asks to be written later waits as long as it may,
#: so that a test of that sees it lost.
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "wal_writer_delay": "10s",
    "wal_writer_flush_after": "1GB",
    "bgwriter_lru_maxpages": "0",
    "checkpoint_timeout": "1h",
    "autovacuum": "off",
    "jit": "off",
    "max_connections": "30",
}
_MIGRATED = "migrated"
_PROGRAMS = ("initdb", "postgres", "createdb", "pg_dump", "psql")
_SECONDS = 120


def binaries() -> Path:
    """Where initdb and its like are. Skips the test where there are none; where everything must run it fails."""
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parts[-2]))
    named = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    complete = [place for place in named + packaged if all((place / name).exists() for name in _PROGRAMS)]
    if complete:
        return complete[-1]
    missing = "DATABASE TESTS NOT RUN: no initdb on this machine (PostgreSQL's server is not installed)"
    if os.environ.get("CI"):
        pytest.fail(missing, pytrace=False)
    pytest.skip(missing)


@dataclass
class Server:
    """One cluster in a folder, on a free port of this machine alone."""

    folder: Path
    bin: Path
    port: int
    account: dict[str, Any]
    process: subprocess.Popen[bytes] | None = None

    def url(self, database: str = "postgres") -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/{database}"

    def copy(self, name: str) -> None:
        """A database like the one this server was made with."""
        with psycopg.connect(self.url(), autocommit=True) as server:
            server.execute(f"create database {name} template {_MIGRATED}")

    def start(self) -> None:
        """Up and answering, after whatever recovery it needs."""
        settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
        command = [self.bin / "postgres", "-D", self.folder / "data", "-p", str(self.port), "-k", self.folder]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen([*command, *settings], stdout=log, stderr=log, **self.account)
        end = time.monotonic() + _SECONDS
        while not self.answers():
            is_coming = self.process.poll() is None and time.monotonic() < end
            assert is_coming, (self.folder / "log").read_text()[-2000:]
            time.sleep(0.05)

    def answers(self) -> bool:
        try:
            psycopg.connect(self.url(), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def kill(self) -> None:
        """-9 to the server and every process it has started: none gets to write anything more."""
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGSTOP)  # starts no more of them
        family = [self.process.pid, *_children(self.process.pid)]
        for pid in family:
            os.kill(pid, signal.SIGKILL)
        self.process.wait()
        while any(map(_lives, family)):
            time.sleep(0.01)
        self.process = None

    def stop(self) -> None:
        """At once and in order, so that no shared memory is left behind."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGQUIT)
        try:
            self.process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()

    def run(self, program: str, *arguments: str, **more: Any) -> None:
        done = subprocess.run(
            [self.bin / program, *arguments], capture_output=True, text=True, timeout=_SECONDS, **more
        )
        assert done.returncode == 0, done.stderr[-2000:]


@contextmanager
def running(copy_of: str) -> Iterator[Server]:
    """A server that can copy the database at a URL."""
    bin_folder = binaries()
    folder = Path(tempfile.mkdtemp(prefix="paadriv-postgresql-"))
    made = Server(folder, bin_folder, _free_port(), _account(folder))
    try:
        as_itself = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        made.run("initdb", "-D", str(folder / "data"), *as_itself, **made.account)
        made.start()
        made.run("pg_dump", "-d", copy_of, "--no-owner", "-f", str(folder / "dump.sql"))
        made.run("createdb", "-h", "127.0.0.1", "-p", str(made.port), "-U", "postgres", _MIGRATED)
        made.run("psql", "-d", made.url(_MIGRATED), "-q", "-v", "ON_ERROR_STOP=1", "-f", str(folder / "dump.sql"))
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _account(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root; the folder is then another's."""
    if os.geteuid():
        return {}
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "cwd": folder}


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _children(parent: int) -> list[int]:
    return [pid for pid in _pids() if (found := _stat(pid)) and found[1] == str(parent)]


def _lives(pid: int) -> bool:
    found = _stat(pid)
    return found is not None and found[0] != "Z"


def _pids() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _stat(pid: int) -> list[str] | None:
    """State and parent of a process, which may be gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:2]
    except (FileNotFoundError, ProcessLookupError):
        return None

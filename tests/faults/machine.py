"""A small production of its own: database, broker, worker and mail server, all to be broken at will."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.smtp_stub import Stub, running

ROOT = Path(__file__).resolve().parents[2]
LEASE_SECONDS = 5
#: What is waited for on a machine that has much else to do.
_LONGEST = 180
_PROGRESS = "select state, count(*) from mail_message group by state"


@dataclass
class Machine:
    """Processes share only what a production shares: the database, the broker and the mail server."""

    folder: Path
    smtp: Stub
    environment: dict[str, str]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def run(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=_LONGEST
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def queue(self, number: int) -> None:
        self.run("-m", "tests.faults.queue_letters", str(number))

    def progress(self) -> dict[str, int]:
        told = {state: int(number) for state, number in self.rows(_PROGRESS)}
        return dict.fromkeys(("queued", "sending", "sent", "failed", "stopped"), 0) | told

    @property
    def is_one_process(self) -> bool:
        """The embedded worker does one thing at a time."""
        return self.environment["CELERY_BROKER_URL"].startswith("filesystem")

    @property
    def database(self) -> str:
        """Its name beside the one of the tests, or the file it is."""
        url = self.environment.get("DATABASE_URL", "")
        return url.rsplit("/", 1)[1] if url else str(self.folder / "paadriv.sqlite3")

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What the database says to one who only looks."""
        with self._database() as connection:
            return list(connection.execute(sql).fetchall())

    def change(self, sql: str) -> None:
        with self._database() as connection:
            connection.execute(sql)
            connection.commit()

    @contextmanager
    def _database(self) -> Iterator[Any]:
        if url := self.environment.get("DATABASE_URL"):
            import psycopg

            with psycopg.connect(url) as connection:
                yield connection
            return
        with closing(sqlite3.connect(self.database, timeout=20)) as file:
            yield file

    def start_worker(
        self, *, sweeps: bool = True, processes: int = 2, hold: str = "", lease_seconds: int = LEASE_SECONDS
    ) -> None:
        """``hold`` names places in tests.faults.holds where its processes stop."""
        (self.folder / "ready").unlink(missing_ok=True)
        pool = ["-P", "solo"] if self.is_one_process else ["-P", "prefork", "-c", str(processes)]
        beat = ["-B", "-s", str(self.folder / f"beat-{uuid4().hex}")] if sweeps else []
        command = ["-m", "celery", "-A", "paadriv", "worker", *pool, *beat, "--without-gossip", "--without-mingle"]
        with (self.folder / "worker.log").open("ab") as log:
            self.workers.append(
                subprocess.Popen(
                    [sys.executable, *command],
                    cwd=ROOT,
                    env=self.environment | {"FAULTS_HOLD": hold, "PAADRIV_LEASE_SECONDS": str(lease_seconds)},
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            )

    def is_ready(self) -> bool:
        """Whether the worker started last takes tasks."""
        return (self.folder / "ready").exists()

    def kill_worker(self) -> None:
        """-9 to the worker and all its children; they form a session of their own."""
        worker = self.workers.pop()
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()

    def wipe_broker(self) -> None:
        url = self.environment["CELERY_BROKER_URL"]
        if url.startswith("redis"):
            import redis

            client = redis.Redis.from_url(url)
            for key in client.scan_iter(match=f"{self.environment['FAULTS_KEY_PREFIX']}*"):
                client.delete(key)
            client.close()
            return
        for file in (self.folder / "broker").rglob("*"):
            if file.is_file():
                file.unlink()

    def wait_for(self, condition: Callable[[], bool], seconds: float = _LONGEST) -> bool:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if condition():
                return True
            time.sleep(0.05)
        return False

    def message_ids(self) -> list[bytes]:
        return [
            line
            for mail in list(self.smtp.taken)
            for line in mail.splitlines()
            if line.lower().startswith(b"message-id")
        ]


@contextmanager
def migrated(folder: Path) -> Iterator[str]:
    """A database with every migration run, for machines to be copied from: its URL, or the file in the folder."""
    with _database(template="") as url:
        made = Machine(folder, Stub(), _environment(folder, 0, url))
        made.run("manage.py", "migrate", "-v", "0")
        yield url or str(folder / "paadriv.sqlite3")


@contextmanager
def machine(folder: Path, template: str) -> Iterator[Machine]:
    """On SQLite and the file system, or on the PostgreSQL and Redis that the environment names."""
    with running(Stub(pause=0.01)) as smtp, _database(template) as url:
        folder.mkdir()
        if not url:
            shutil.copy(template, folder)
        made = Machine(folder, smtp, _environment(folder, smtp.port, url))
        try:
            yield made
        finally:
            while made.workers:
                made.kill_worker()
            made.wipe_broker()
            shutil.rmtree(folder, ignore_errors=True)


def _environment(folder: Path, smtp_port: int, database: str) -> dict[str, str]:
    broker = os.environ.get("CELERY_BROKER_URL", "")
    own = {
        "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
        "PAADRIV_VAR": str(folder),
        "CELERY_BROKER_URL": broker if broker.startswith("redis") else "filesystem://localhost",
        "FAULTS_KEY_PREFIX": f"faults-{uuid4().hex}-",
        "PAADRIV_SWEEP_SECONDS": "2",
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(smtp_port),
    }
    if database:
        own["DATABASE_URL"] = database
    left_out = ("DATABASE_URL", "PAADRIV_DEMO", "PAADRIV_FILES")
    inherited = {name: value for name, value in os.environ.items() if name not in left_out}
    return inherited | own


@contextmanager
def _database(template: str) -> Iterator[str]:
    """The URL of a new database beside the one of the tests, a copy of another if named; empty for SQLite."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield ""
        return
    import psycopg

    name = f"faults_{uuid4().hex[:12]}"
    base = url.rsplit("/", 1)[0]
    copied = f"template {template.rsplit('/', 1)[1]}" if template else ""
    with psycopg.connect(f"{base}/postgres", autocommit=True) as server:
        server.execute(f"create database {name} {copied}")
        try:
            yield f"{base}/{name}"
        finally:
            server.execute(f"drop database {name} with (force)")

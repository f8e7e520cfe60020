"""A small production of its own: database, broker, worker and mail server, all to be broken at will."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from tests.smtp_stub import Stub, running

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Machine:
    """Processes share only what a production shares: the database, the broker and the mail server."""

    folder: Path
    smtp: Stub
    environment: dict[str, str]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def run(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def queue(self, number: int) -> None:
        self.run("-m", "tests.faults.queue_letters", str(number))

    def progress(self) -> dict[str, int]:
        told: dict[str, int] = json.loads(self.run("-m", "tests.faults.queue_letters"))
        return told

    def start_worker(self, *, sweeps: bool = True) -> None:
        on_disk = self.environment["CELERY_BROKER_URL"].startswith("filesystem")
        pool = ["-P", "solo"] if on_disk else ["-P", "prefork", "-c", "2"]
        beat = ["-B", "-s", str(self.folder / f"beat-{uuid4().hex}")] if sweeps else []
        command = ["-m", "celery", "-A", "paadriv", "worker", *pool, *beat, "--without-gossip", "--without-mingle"]
        with (self.folder / "worker.log").open("ab") as log:
            self.workers.append(
                subprocess.Popen(
                    [sys.executable, *command],
                    cwd=ROOT,
                    env=self.environment,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            )

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

    def wait_for(self, condition: Callable[[], bool], seconds: float = 25) -> bool:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if condition():
                return True
            time.sleep(0.02)
        return False

    def message_ids(self) -> list[bytes]:
        return [
            line
            for mail in list(self.smtp.taken)
            for line in mail.splitlines()
            if line.lower().startswith(b"message-id")
        ]


@contextmanager
def machine(folder: Path) -> Iterator[Machine]:
    """On SQLite and the file system, or on the PostgreSQL and Redis that the environment names."""
    with running(Stub(pause=0.01)) as smtp, _database() as database:
        made = Machine(folder, smtp, _environment(folder, smtp, database))
        made.run("manage.py", "migrate", "-v", "0")
        try:
            yield made
        finally:
            while made.workers:
                made.kill_worker()
            made.wipe_broker()
            shutil.rmtree(folder, ignore_errors=True)


def _environment(folder: Path, smtp: Stub, database: str) -> dict[str, str]:
    broker = os.environ.get("CELERY_BROKER_URL", "")
    own = {
        "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
        "PAADRIV_VAR": str(folder),
        "CELERY_BROKER_URL": broker if broker.startswith("redis") else "filesystem://localhost",
        "FAULTS_KEY_PREFIX": f"faults-{uuid4().hex}-",
        "PAADRIV_SWEEP_SECONDS": "2",
        "PAADRIV_LEASE_SECONDS": "5",
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(smtp.port),
    }
    if database:
        own["DATABASE_URL"] = database
    inherited = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "PAADRIV_DEMO")}
    return inherited | own


@contextmanager
def _database() -> Iterator[str]:
    """The URL of a new database beside the one of the tests; empty for SQLite in the folder."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield ""
        return
    import psycopg

    name = f"faults_{uuid4().hex[:12]}"
    base = url.rsplit("/", 1)[0]
    with psycopg.connect(f"{base}/postgres", autocommit=True) as server:
        server.execute(f"create database {name}")
        try:
            yield f"{base}/{name}"
        finally:
            server.execute(f"drop database {name} with (force)")

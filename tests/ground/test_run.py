"""`manage.py run` starts web server and worker together and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings

from paadriv.management.commands.run import free_port

pytestmark = [pytest.mark.faults, pytest.mark.one_database]


def start_site(folder: Path, port: int) -> subprocess.Popen[str]:
    keep = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CELERY_BROKER_URL")}
    environment = keep | {"PAADRIV_VAR": str(folder), "PORT": str(port), "PAADRIV_DEMO": "0"}
    return subprocess.Popen(
        [sys.executable, "manage.py", "run"],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def address_of(site: subprocess.Popen[str]) -> str:
    assert site.stdout is not None
    seen = []
    for line in site.stdout:
        seen.append(line)
        if "http://localhost:" in line:
            return line.split()[-1]
    pytest.fail("".join(seen))


def descendants(pid: int) -> dict[int, str]:
    """Every process below this one, with its command line."""
    found: dict[int, str] = {}
    for child in map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()):
        found[child] = Path(f"/proc/{child}/cmdline").read_text().replace("\0", " ")
        found |= descendants(child)
    return found


def is_alive(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_both_processes_answer_and_stop_together(tmp_path: Path, number: signal.Signals) -> None:
    site = start_site(tmp_path, free_port(0))
    try:
        address = address_of(site)
        children = descendants(site.pid)
        with urllib.request.urlopen(f"{address}/helse/klar", timeout=5) as answer:
            ready = answer.read()

        site.send_signal(number)
        status = site.wait(40)
    finally:
        if site.poll() is None:
            site.kill()
        site.communicate()

    assert ready == b"ok"
    assert any("gunicorn" in command for command in children.values())
    assert any("celery" in command for command in children.values())
    assert status == 0
    assert not [command for pid, command in children.items() if is_alive(pid)]
    assert not list(tmp_path.rglob("*.ctl"))


def test_a_site_whose_worker_dies_says_so_and_stops(tmp_path: Path) -> None:
    site = start_site(tmp_path, free_port(0))
    try:
        address_of(site)
        children = descendants(site.pid)
        os.kill(next(pid for pid, command in children.items() if "celery" in command), signal.SIGKILL)
        said, _ = site.communicate(timeout=40)
    finally:
        if site.poll() is None:
            site.kill()

    assert "The worker stopped by itself" in said
    assert site.returncode == 1
    time.sleep(0.1)
    assert not [command for pid, command in children.items() if is_alive(pid)]


def test_a_taken_port_gives_another_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert free_port(port) not in (0, port)

"""The embedded way to run: web server and worker side by side, started together and stopped together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError

_PATIENCE = 20  # seconds a process gets to stop by itself
#: Celery warns that the worker is root; on one's own machine that is one's own choice.
_QUIET = "ignore:You're running the worker with superuser privileges"


class Command(BaseCommand):
    help = "Migrate, load the demo in demo mode, and run web server and worker until Ctrl-C."

    def handle(self, *args: Any, **options: Any) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # a shell in the background ignores SIGINT
            signal.signal(number, _interrupt)
        address = f"http://localhost:{free_port(int(os.environ.get('PORT') or 8000))}"
        environment = {**os.environ, "PAADRIV_BASE_URL": address, "PYTHONWARNINGS": _QUIET}
        running: dict[str, subprocess.Popen[bytes]] = {}
        try:
            prepare(environment)
            for name, arguments in (("web server", web(address)), ("worker", worker())):
                running[name] = start(arguments, environment)
            wait_until_ready(address, running)
            self.stdout.write(greeting(address))
            self.stdout.flush()
            watch(running)
        except KeyboardInterrupt:
            self.stdout.write("Stopping …")
        finally:
            stop(running)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def free_port(wanted: int) -> int:
    """The wanted port, or any free one when somebody has it."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise CommandError("No port is free.")


def prepare(environment: dict[str, str]) -> None:
    """Database, cache table, static files and, in demo mode, the demo cities."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    if settings.DEMO and "demo" in get_commands():
        subprocess.run([sys.executable, "manage.py", "demo"], cwd=settings.BASE_DIR, env=environment, check=True)


def web(address: str) -> list[str]:
    port = address.rpartition(":")[2]
    options = f"--worker-class gthread --workers 1 --threads 8 --bind 127.0.0.1:{port} --log-level warning"
    return ["-m", "gunicorn", "paadriv.wsgi", *options.split(), "--no-control-socket"]


def worker() -> list[str]:
    options = "-P solo -B --without-gossip --without-mingle --without-heartbeat -l WARNING"
    return ["-m", "celery", "-A", "paadriv", "--quiet", "worker", *options.split()]


def start(arguments: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """In a session of its own, so that Ctrl-C reaches this process alone and the order of stopping is ours."""
    return subprocess.Popen(  # noqa: S603
        [sys.executable, *arguments], cwd=settings.BASE_DIR, env=environment, start_new_session=True
    )


def wait_until_ready(address: str, running: dict[str, subprocess.Popen[bytes]]) -> None:
    for _attempt in range(300):
        _fail_if_stopped(running)
        try:
            with urllib.request.urlopen(f"{address}/helse/klar", timeout=5):  # noqa: S310
                return
        except OSError:
            time.sleep(0.1)
    raise CommandError(f"{address} does not answer.")


def watch(running: dict[str, subprocess.Popen[bytes]]) -> None:
    while True:
        _fail_if_stopped(running)
        time.sleep(0.5)


def _fail_if_stopped(running: dict[str, subprocess.Popen[bytes]]) -> None:
    for name, process in running.items():
        if process.poll() is not None:
            raise CommandError(f"The {name} stopped by itself (exit status {process.returncode}); see above.")


def stop(running: dict[str, subprocess.Popen[bytes]]) -> None:
    """Ask each process to finish; after some patience end its whole session, children included."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for process in running.values():
        process.terminate()
    for process in running.values():
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def greeting(address: str) -> str:
    """Where the site is, and who can log in: in demo mode the people one can be with one click."""
    from accounts.models import User

    if settings.DEMO:
        from demo.people import known

        people = [f"  {person.name}, {person.role} ({person.email})" for person in known()]
    else:
        people = [f"  {user.name} ({user.email})" for user in User.objects.filter(is_active=True).order_by("pk")[:4]]
    who = ["Log in as:", *people] if people else ["Nobody can log in yet: manage.py invite_admin EMAIL"]
    return "\n".join([f"Pådriv runs on {address}", *who, "Ctrl-C stops it."])

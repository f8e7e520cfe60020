"""1,000 mails through the worker's sender against the floor: the same letters, one connection, no rows.

``python -m bench.mail`` or ``bench.mail.main()``. Measures CPU of the sending process only; the mail server is
another process. The rounds are interleaved, and the median counts.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

MAILS = 1000
ROUNDS = 3
MOST_RATIO = 1.3


def main() -> int:
    """Measure in a process, a folder and a database of its own, and print the table; 1 when a figure is over."""
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen([sys.executable, "-m", "tests.smtp_stub"], stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout is not None
            own = {
                "DJANGO_SETTINGS_MODULE": "paadriv.settings",
                "PAADRIV_VAR": folder,
                "CELERY_BROKER_URL": "filesystem://localhost",
                "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "EMAIL_HOST": "127.0.0.1",
                "EMAIL_PORT": server.stdout.readline().strip(),
            }
            # never the database of the environment: everything that waits there would go to the stub
            inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
            here = subprocess.run([sys.executable, "-m", "bench.mail", "--here"], env=inherited | own, check=False)
            return here.returncode
        finally:
            server.kill()
            server.wait()


def _here() -> int:
    import django

    django.setup()
    from django.core.management import call_command

    from bench import letters

    call_command("migrate", verbosity=0)
    letters.register()
    floor, enqueued, sent = [], [], []
    for number in range(ROUNDS):
        floor.append(_cpu(partial(letters.send_without_rows, MAILS)))
        enqueued.append(_cpu(partial(letters.enqueue, MAILS, number)))
        sent.append(_cpu(letters.send_with_rows))
    ratio = median(sent) / median(floor)
    published = len(list((Path(os.environ["PAADRIV_VAR"]) / "broker").glob("*.msg"))) / ROUNDS
    _row("1,000 mails: text, HTML and calendar part", "CPU ms/mail", "ratio")
    _row("floor: one connection, no rows", f"{median(floor):.3f}", "1.00")
    _row("send_waiting: claimed, sent, marked", f"{median(sent):.3f}", f"{ratio:.2f}", f"must ≤ {MOST_RATIO}")
    _row("enqueue in the request", f"{median(enqueued):.3f}", "")
    _row("broker messages from the request", f"{published:.0f}", "", "must be 1")
    return 0 if ratio <= MOST_RATIO and published == 1 else 1


def _cpu(act: Callable[[], None]) -> float:
    """Milliseconds of CPU per mail."""
    start = time.process_time()
    act()
    return (time.process_time() - start) * 1000 / MAILS


def _row(what: str, value: str, ratio: str, goal: str = "") -> None:
    print(f"{what:<44}{value:>12}{ratio:>8}   {goal}".rstrip())  # noqa: T201


if __name__ == "__main__":
    sys.exit(_here() if "--here" in sys.argv else main())

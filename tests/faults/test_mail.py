"""A worker killed with -9 and a broker wiped in the middle of 200 mails: the rows bring them home."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.faults.machine import Machine, machine

pytestmark = pytest.mark.faults
MAILS = 200
#: Each kill may hit one mail per process between the server's yes and our commit.
PROCESSES = 2


def kill_in_the_middle(production: Machine, taken: int) -> None:
    assert production.wait_for(lambda: len(production.smtp.taken) >= taken), (
        production.folder / "worker.log"
    ).read_text()[-3000:]
    production.kill_worker()
    production.wipe_broker()


def test_two_kills_and_a_wiped_broker_lose_no_mail(tmp_path: Path, template: str) -> None:
    with machine(tmp_path / "var", template) as production:
        production.queue(MAILS)
        production.start_worker()
        kill_in_the_middle(production, 60)
        production.start_worker()
        kill_in_the_middle(production, 120)
        production.start_worker()

        production.wait_for(lambda: len(set(production.message_ids())) == MAILS)
        production.wait_for(lambda: production.progress()["sent"] == MAILS, seconds=5)

        copies = Counter(production.message_ids())
        assert production.progress() == {"queued": 0, "sending": 0, "sent": MAILS, "failed": 0, "stopped": 0}
        assert len(copies) == MAILS
        assert sum(copies.values()) - MAILS <= 2 * PROCESSES


def test_without_the_sweeper_the_same_kill_leaves_mail_unsent(tmp_path: Path, template: str) -> None:
    """The negative control: it is the sweeper, and not the broker, that brings them home."""
    with machine(tmp_path / "var", template) as production:
        production.queue(MAILS)
        production.start_worker(sweeps=False)
        kill_in_the_middle(production, 60)
        production.start_worker(sweeps=False)

        came_home = production.wait_for(lambda: len(set(production.message_ids())) == MAILS, seconds=12)

        told = production.progress()
        assert not came_home
        assert told["sent"] < MAILS
        assert told["sent"] + told["queued"] + told["sending"] == MAILS

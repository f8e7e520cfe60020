"""A worker killed with -9 in the middle of freezing: nothing is half done, and the sweeper brings it home once."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from accounts.canonical import canonical
from accounts.journal import verify
from documents import printing
from documents.kinds import kind_of
from documents.storage import HALVES
from tests.faults.connecting import connected
from tests.faults.machine import Machine, machine

pytestmark = [pytest.mark.faults, pytest.mark.django_db]
#: One city and one process for each place to be killed at.
HELD = {"Arendal": "layout", "Stavanger": "file", "Bergen": "transaction"}
#: So long that no lease runs out by itself, however slow the machine is.
LEASE_SECONDS = 600
SWEEP_SECONDS = 2


def states(production: Machine) -> list[str]:
    return [state for (state,) in production.rows("select state from documents_freezerequest order by id")]


def versions(production: Machine) -> list[tuple[Any, ...]]:
    columns = "document_id, number, content, content_sha256, pdf_sha256, file"
    return production.rows(f"select {columns} from documents_documentversion order by document_id")


def told(production: Machine) -> int:
    ((number,),) = production.rows("select count(*) from accounts_journalentry where verb = 'version_frozen'")
    return int(number)


def stored(production: Machine) -> dict[str, bytes]:
    """Every file under a name that a row could hold."""
    return {file.stem: file.read_bytes() for file in (production.folder / "files" / "pdf").rglob("*.pdf")}


def killed_in_the_middle(production: Machine, places: list[str]) -> None:
    production.start_worker(processes=len(places), hold=",".join(places), lease_seconds=LEASE_SECONDS)
    log = production.folder / "worker.log"
    assert production.wait_for(lambda: all((production.folder / f"held-{place}").exists() for place in places)), (
        log.read_text()[-3000:]
    )
    production.kill_worker()
    production.wipe_broker()


def later(production: Machine) -> None:
    """The leases of the dead have run out."""
    production.change("update documents_freezerequest set claimed_until = requested_at where claimed_until is not null")


def nothing_is_half_done(production: Machine) -> None:
    assert (versions(production), told(production)) == ([], 0)
    assert all(hashlib.sha256(pdf).hexdigest() == name for name, pdf in stored(production).items())
    if not production.is_one_process:
        assert len(stored(production)) == 1  # of the one killed in its transaction: whole, and no row names it
        assert any((production.folder / "files" / HALVES).iterdir())


def each_is_frozen_once(production: Machine) -> None:
    files = stored(production)
    assert [(number, told(production)) for _, number, *_ in versions(production)] == [(1, len(HELD))] * len(HELD)
    for _document, _number, content, content_sha256, pdf_sha256, name in versions(production):
        content = content if isinstance(content, dict) else json.loads(content)
        assert hashlib.sha256(canonical(content)).hexdigest() == content_sha256
        assert Path(name).stem == pdf_sha256 == hashlib.sha256(files[pdf_sha256]).hexdigest()
    assert len(files) == len(HELD)
    assert printing.print_content(kind_of("maalbilde"), content).pdf == files[pdf_sha256]


def test_a_worker_killed_while_it_freezes_leaves_nothing_half_and_the_sweeper_freezes_once(
    tmp_path: Path, template: str
) -> None:
    """Where one process does all, it is killed in the layout, and the others wait; else one is killed at each place."""
    with machine(tmp_path / "var", template) as production:
        production.run("-m", "tests.faults.ask_to_freeze", *HELD)
        killed_in_the_middle(production, [*HELD.values()][: 1 if production.is_one_process else None])
        nothing_is_half_done(production)
        later(production)

        # The negative control: a worker that is told nothing and does not sweep leaves them as they are.
        production.start_worker(sweeps=False)
        assert production.wait_for(production.is_ready)
        assert not production.wait_for(lambda: "done" in states(production), seconds=3 * SWEEP_SECONDS)
        production.kill_worker()
        production.start_worker(processes=1, lease_seconds=LEASE_SECONDS)

        production.wait_for(lambda: states(production) == ["done"] * len(HELD))
        assert states(production) == ["done"] * len(HELD), (production.folder / "worker.log").read_text()[-3000:]
        each_is_frozen_once(production)
        with connected(NAME=production.database):
            assert not list(verify())

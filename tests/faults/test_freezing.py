"""A worker killed with -9 in the middle of freezing: nothing is half done, and the sweeper brings it home once."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from accounts.canonical import canonical
from documents import printing
from documents.kinds import kind_of
from documents.storage import HALVES
from tests.faults.machine import LEASE_SECONDS, Machine, machine

pytestmark = pytest.mark.faults
#: One city and one process for each place to be killed at.
HELD = {"Arendal": "layout", "Stavanger": "file", "Bergen": "transaction"}
#: A freeze is one worker's for half as long again as a mail.
LEASE = LEASE_SECONDS * 1.5


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
    production.start_worker(processes=len(places), hold=",".join(places))
    log = production.folder / "worker.log"
    assert production.wait_for(lambda: all((production.folder / f"held-{place}").exists() for place in places)), (
        log.read_text()[-3000:]
    )
    production.kill_worker()
    production.wipe_broker()


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
        assert printing.print_content(kind_of("maalbilde"), content).pdf == files[pdf_sha256]
    assert len(files) == len(HELD)


def test_a_worker_killed_while_it_freezes_leaves_nothing_half_and_the_sweeper_freezes_once(
    tmp_path: Path, template: str
) -> None:
    """Where one process does all, it is killed in the layout, and the others wait; else one is killed at each place."""
    with machine(tmp_path / "var", template) as production:
        production.run("-m", "tests.faults.ask_to_freeze", *HELD)
        killed_in_the_middle(production, [*HELD.values()][: 1 if production.is_one_process else None])
        nothing_is_half_done(production)

        # The negative control: a worker that is told nothing and does not sweep leaves them as they are.
        production.start_worker(sweeps=False)
        assert production.wait_for(production.is_ready)
        assert not production.wait_for(lambda: "done" in states(production), seconds=LEASE + 1)
        production.kill_worker()
        production.start_worker(lease_seconds=60)

        production.wait_for(lambda: states(production) == ["done"] * len(HELD), seconds=90)
        assert states(production) == ["done"] * len(HELD), (production.folder / "worker.log").read_text()[-3000:]
        each_is_frozen_once(production)
        production.run("manage.py", "verify_journal")

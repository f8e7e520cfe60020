"""The completed copy of a version: asked for when a round is completed, made by the worker, tried again on failure.

The pages consented to are laid out from the same content; then come the answers and a certificate. The
consented file, the content and the event log are attached. What was answered is the caller's to say.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts import journal
from accounts.access import NotReady
from accounts.canonical import canonical, digest
from accounts.models import User
from documents import files, printing, written
from documents.kinds import kind_of
from documents.models import CompletedCopy, DocumentVersion
from documents.pipeline.press import Unprintable
from documents.pipeline.wire import Appendix, Attachment, Job, Printed
from documents.services.renderings import MOST_ATTEMPTS, lease
from initiatives.services.locking import locked
from paadriv.clock import now
from paadriv.text import moment

STYLESHEETS = ("documents/base.css", "documents/completed.css")
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer:
    """What one organisation answered, in words a person reads; ``at`` is ISO with its zone, empty for no answer.

    ``section`` is the key of the section a reservation is bound to.
    """

    party: str
    number: str
    answer: str
    person: str = ""
    title: str = ""
    authority: str = ""
    at: str = ""
    statement: str = ""
    section: str = ""
    words: str = ""


def request(
    version: DocumentVersion,
    answers: Sequence[Answer],
    *,
    round_id: int,
    completed_at: datetime,
    log: Sequence[dict[str, Any]],
) -> CompletedCopy:
    """Ask for the completed copy of a round, inside the transaction that completes it; once per round.

    ``log`` holds the round's events as canonical JSON can keep them. Renders nothing and raises nothing of
    its own: the outcome never waits for a file.
    """
    copy, is_new = CompletedCopy.objects.get_or_create(
        round_id=round_id,
        defaults={
            "version": version,
            "completed_at": completed_at,
            "answers": [asdict(answer) for answer in answers],
            "log": list(log),
            "requested_at": now(),
        },
    )
    if is_new:
        _tell_worker(copy)
    return copy


@transaction.atomic
def retry(copy: CompletedCopy, *, by: User) -> CompletedCopy:
    """Put a failed copy back in the queue. Raises NotReady for one that has not failed."""
    initiative = locked(copy.version.document.initiative)
    copy = CompletedCopy.objects.select_for_update(of=("self",)).get(pk=copy.pk)
    if copy.state != CompletedCopy.State.FAILED:
        raise NotReady(_("Den ferdige utgaven lages alt, eller er ferdig."))
    copy.state, copy.error, copy.attempts = CompletedCopy.State.QUEUED, "", 0
    copy.save(update_fields=["state", "error", "attempts"])
    _tell_worker(copy)
    journal.record(initiative.chain, "completed_copy_requested", by=by, subject=copy)
    return copy


def work_on(copy_id: int) -> None:
    """Make the file of one waiting copy. Safe to run twice: only the one who claims it works on it."""
    claimed = (
        CompletedCopy.objects.waiting()
        .filter(pk=copy_id)
        .update(state=CompletedCopy.State.RENDERING, claimed_until=Now() + lease(), attempts=F("attempts") + 1)
    )
    if not claimed:
        return
    copy = CompletedCopy.objects.select_related("version__document").get(pk=copy_id)
    kind = kind_of(copy.version.document.kind)
    if copy.attempts > MOST_ATTEMPTS:  # every worker that began has died
        return _failed(copy, printing.explained(kind, Unprintable("broken")), again=True)
    try:
        printed = print_copy(copy)
        _done(copy, printed, files.keep(printed.pdf))
    except Unprintable as problem:
        _failed(copy, printing.explained(kind, problem), again=problem.again)
    except Exception:
        _log.exception("completed copy %s failed", copy.pk)
        _failed(copy, printing.explained(kind, Unprintable("broken")), again=True)


def complete_waiting(most: int = 20) -> None:
    """What the sweeper does, oldest first."""
    for pk in CompletedCopy.objects.waiting().order_by("pk").values_list("pk", flat=True)[:most]:
        work_on(pk)


def print_copy(copy: CompletedCopy) -> Printed:
    """The frozen pages, the answers and the certificate in one file. Reads the consented file. Raises Unprintable."""
    version = copy.version
    kind = kind_of(version.document.kind)
    with default_storage.open(version.file) as stored:
        consented = stored.read()
    attachments = (
        Attachment(
            f"versjon-{version.number}.pdf",
            consented,
            _("Filen partnerne tok stilling til"),
            "Source",
            copy.completed_at,
        ),
        Attachment("innhold.json", canonical(version.content), _("Innholdet som data"), "Data", copy.completed_at),
        Attachment("hendelser.json", canonical(copy.log), _("Hendelsene i runden"), "Supplement", copy.completed_at),
    )
    return printing.press().print(
        Job(
            printing.html_of(kind, version.content),
            kind.stylesheets,
            attachments=attachments,
            fit=kind.fit,
            appendix=Appendix(appendix_html(copy), STYLESHEETS),
        )
    )


def appendix_html(copy: CompletedCopy) -> str:
    """The pages after the document: the answers, the reservations with their sections, the certificate."""
    version = copy.version
    titles = {section["key"]: section for section in version.content["sections"]}
    answers = [
        {
            **row,
            "when": moment(datetime.fromisoformat(row["at"])) if row["at"] else "",
            "about": titles.get(row["section"]),
        }
        for row in copy.answers
    ]
    return render_to_string(
        "documents/completed.html",
        {
            "title": kind_of(version.document.kind).title(version.content),
            "version": version,
            "dated": written.page(version.content)["dated"],
            "completed": moment(copy.completed_at),
            "answers": answers,
            "reservations": [row for row in answers if row["words"]],
            "statements": [row for row in answers if row["statement"]],
            "log_sha256": digest(copy.log),
            "events": len(copy.log),
        },
    )


def _done(copy: CompletedCopy, printed: Printed, name: str) -> None:
    CompletedCopy.objects.filter(pk=copy.pk, state=CompletedCopy.State.RENDERING).update(
        state=CompletedCopy.State.DONE,
        file=name,
        file_sha256=files.digest_in(name),
        pages=printed.pages,
        error="",
        claimed_until=None,
        done_at=now(),
    )


def _failed(copy: CompletedCopy, error: str, *, again: bool) -> None:
    """Back in the queue when another try may help, else failed with what to do."""
    tries_left = again and copy.attempts < MOST_ATTEMPTS
    CompletedCopy.objects.filter(pk=copy.pk, state=CompletedCopy.State.RENDERING, attempts=copy.attempts).update(
        state=CompletedCopy.State.QUEUED if tries_left else CompletedCopy.State.FAILED,
        error="" if tries_left else error,
        claimed_until=None,
    )


def _tell_worker(copy: CompletedCopy) -> None:
    from documents.tasks import look_at_completed

    transaction.on_commit(lambda: look_at_completed(copy.pk), robust=True)

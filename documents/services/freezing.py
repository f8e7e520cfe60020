"""Freezing a document: asked for with its content, laid out outside any transaction, inserted complete.

The worker renders from the stored content alone. When it is done, the content is built anew under the
lock; a digest that differs means that somebody wrote meanwhile, and then nothing is frozen.
"""

from __future__ import annotations

import json
import logging
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import journal
from accounts.access import NotReady, Verdict
from accounts.canonical import canonical, digest
from accounts.models import User
from documents import files, printing, written
from documents.kinds import Content, DocumentKind, kind_of
from documents.models import Document, DocumentVersion, FreezeRequest, Level
from documents.pipeline.press import Unprintable
from documents.pipeline.wire import Printed
from documents.placeholders import Unfillable
from documents.services.renderings import MOST_ATTEMPTS, lease
from documents.starting import BY_KEY
from initiatives.models import StepRun, WorkItem
from initiatives.services.locking import locked, open_and_locked
from initiatives.services.work import move_on
from paadriv.clock import now, today
from paadriv.text import in_words

_log = logging.getLogger(__name__)


@transaction.atomic
def request_freeze(document: Document, *, dated_on: date, by: User) -> FreezeRequest:
    """Ask for the next version of the document as it is now; one that is asked for already is returned.

    Raises NotReady with every reason: an empty section that must be written, open comments, a text that
    cannot be printed, the kind's own, a date that cannot be, or nothing new since the last version.
    """
    document = _locked(document)
    if under_way := document.freeze_requests.open().first():
        return under_way
    kind = kind_of(document.kind)
    latest = document.latest_version
    number = latest.number + 1 if latest else 1
    reasons = refusals(document) + _refused_date(dated_on, latest)
    content = content_of(document, number=number, dated_on=dated_on)
    if not reasons:
        reasons = _refused_content(kind, content, latest)
    if reasons:
        raise NotReady(Verdict(reasons))
    request = FreezeRequest.objects.create(
        document=document,
        content=content,
        digest=digest(content),
        number=number,
        dated_on=dated_on,
        requested_by=by,
        requested_at=now(),
    )
    _tell_worker(request)
    journal.record(
        document.initiative.chain, "freeze_requested", by=by, subject=document, number=number, content=request.digest
    )
    return request


def refusals(document: Document) -> tuple[str, ...]:
    """Why the document cannot be frozen now; empty when it can. Reads its sections and their comments."""
    reasons = []
    if document.step_run.state != StepRun.State.ACTIVE:
        reasons.append(_("Steget dokumentet hører til, er ikke i gang."))
    sections = document.sections.order_by("position", "pk").annotate(
        open_comments=Count("comments", filter=Q(comments__resolved_at=None))
    )
    empty = [section.title for section in sections if section.level == Level.MUST and not section.body.strip()]
    if empty:
        reasons.append(_("Skriv ferdig det som mangler: %(titles)s.") % {"titles": _quoted(empty)})
    discussed = [section.title for section in sections if section.open_comments]
    if discussed:
        reasons.append(_("Lukk de åpne kommentarene til %(titles)s.") % {"titles": _quoted(discussed)})
    return (*reasons, *kind_of(document.kind).freeze_refusals(document))


def content_of(document: Document, *, number: int, dated_on: date) -> Content:
    """What would be frozen: the kind's content with number and date, as it is stored and digested."""
    midnight = timezone.make_aware(datetime.combine(dated_on, time()))
    stamped = kind_of(document.kind).content(document.pk) | {
        "number": number,
        "dated_on": dated_on.isoformat(),
        "issued_at": midnight.isoformat(),
    }
    plain: Content = json.loads(canonical(stamped))
    return plain


def work_on(request_id: int) -> None:
    """Lay out one waiting request and insert its version. Safe to run twice: only the one who claims it works."""
    claimed = (
        FreezeRequest.objects.waiting()
        .filter(pk=request_id)
        .update(state=FreezeRequest.State.RENDERING, claimed_until=Now() + lease(), attempts=F("attempts") + 1)
    )
    if not claimed:
        return
    request = FreezeRequest.objects.select_related("document").get(pk=request_id)
    kind = kind_of(request.document.kind)
    if request.attempts > MOST_ATTEMPTS:  # every worker that began has died
        return _failed(request, printing.explained(kind, Unprintable("broken")), again=True)
    try:
        printed = printing.print_content(kind, request.content)
        _insert(request, printed, files.keep(printed.pdf))
    except Unprintable as problem:
        _failed(request, printing.explained(kind, problem), again=problem.again)
    except Exception:
        _log.exception("freeze request %s failed", request.pk)
        _failed(request, printing.explained(kind, Unprintable("broken")), again=True)


def freeze_waiting(most: int = 20) -> None:
    """What the sweeper does: take up requests that a wiped broker or a dead worker left behind, oldest first."""
    for pk in FreezeRequest.objects.waiting().order_by("pk").values_list("pk", flat=True)[:most]:
        work_on(pk)


@transaction.atomic
def _insert(request: FreezeRequest, printed: Printed, name: str) -> None:
    """The finished version, if the document still says what was laid out; else what changed, and no version."""
    document = _locked(request.document, must_be_open=False)
    request = FreezeRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if request.state != FreezeRequest.State.RENDERING:
        return
    kind = kind_of(document.kind)
    chain = document.initiative.chain
    content = content_of(document, number=request.number, dated_on=request.dated_on)
    if digest(content) != request.digest or not document.initiative.is_open:
        closed = () if document.initiative.is_open else (_("initiativet er avsluttet"),)
        _end(
            request,
            FreezeRequest.State.CHANGED,
            changed=[*written.changed_parts(kind, request.content, content), *closed],
        )
        journal.record(chain, "freeze_called_off", by=None, subject=document, number=request.number)
        return
    version = DocumentVersion.objects.create(
        document=document,
        number=request.number,
        content=request.content,
        content_sha256=request.digest,
        file=name,
        pdf_sha256=files.digest_in(name),
        pages=printed.pages,
        dated_on=request.dated_on,
        frozen_by=request.requested_by,
        frozen_at=now(),
    )
    _end(request, FreezeRequest.State.DONE)
    journal.record(
        chain,
        "version_frozen",
        by=request.requested_by,
        subject=document,
        number=version.number,
        content=version.content_sha256,
        pdf=version.pdf_sha256,
    )
    _deliver(document, by=request.requested_by)


def _deliver(document: Document, *, by: User) -> None:
    """The deliverable this text is, is done; see the method."""
    if text := BY_KEY.get(document.kind):
        document.step_run.initiative = document.initiative
        move_on(document.step_run, text.deliverable, WorkItem.Status.DONE, by=by)


def _locked(document: Document, *, must_be_open: bool = True) -> Document:
    """The initiative's row, then the document's: no text, comment or other request comes in between."""
    initiative = (open_and_locked if must_be_open else locked)(document.initiative)
    found: Document = Document.objects.select_for_update(of=("self",)).select_related("step_run").get(pk=document.pk)
    found.initiative = initiative
    return found


def _refused_date(dated_on: date, latest: DocumentVersion | None) -> tuple[str, ...]:
    if dated_on > today():
        return (_("Datoen kan ikke ligge fram i tid."),)
    if latest and dated_on < latest.dated_on:
        return (_("Datoen kan ikke være før datoen for versjon %(number)s.") % {"number": latest.number},)
    return ()


def _refused_content(kind: DocumentKind, content: Content, latest: DocumentVersion | None) -> tuple[str, ...]:
    try:
        kind.context(content)
    except Unfillable as problem:
        return (problem.reason,)
    if latest and _said(content) == _said(latest.content):
        return (_("Ingenting er endret siden versjon %(number)s.") % {"number": latest.number},)
    return ()


def _said(content: Content) -> Content:
    return {key: value for key, value in content.items() if key not in written.STAMP}


def _quoted(titles: list[str]) -> str:
    return in_words(f"«{title}»" for title in titles)


def _tell_worker(request: FreezeRequest) -> None:
    from documents.tasks import look_at_freezing

    transaction.on_commit(lambda: look_at_freezing(request.pk), robust=True)


def _end(request: FreezeRequest, state: str, **fields: Any) -> None:
    for name, value in {"state": state, "ended_at": now(), "claimed_until": None, "error": "", **fields}.items():
        setattr(request, name, value)
    request.save(update_fields=["state", "ended_at", "claimed_until", "error", *fields])


def _failed(request: FreezeRequest, error: str, *, again: bool) -> None:
    """Back in the queue when another try may help, else failed with what to do."""
    mine = FreezeRequest.objects.filter(pk=request.pk, state=FreezeRequest.State.RENDERING, attempts=request.attempts)
    if again and request.attempts < MOST_ATTEMPTS:
        mine.update(state=FreezeRequest.State.QUEUED, claimed_until=None)
    else:
        mine.update(state=FreezeRequest.State.FAILED, error=error, may_retry=again, claimed_until=None, ended_at=now())

"""PDFs people ask for: a row in one transaction, the layout outside any, the file kept by digest."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts import journal
from accounts.access import NotReady
from accounts.canonical import digest
from accounts.models import User
from documents import files, printing
from documents.kinds import Content, kind_of
from documents.models import Rendering
from documents.pipeline.press import Unprintable
from documents.pipeline.wire import Printed
from documents.placeholders import Unfillable
from documents.printing import pdf_of
from initiatives.models import Initiative
from paadriv.clock import now

__all__ = ["forget", "forget_all", "pdf_of", "preview_html", "render", "render_waiting", "request_rendering", "retry"]

MOST_PER_HOUR = 20
MOST_ATTEMPTS = 3
_log = logging.getLogger(__name__)


@transaction.atomic
def request_rendering(
    initiative: Initiative, kind_key: str, subject_id: int, *, by: User, is_counted: bool = True
) -> Rendering:
    """The PDF of the subject as it is now: the one that exists for this content, or a new one in the queue.

    Raises NotReady for a text that cannot be filled and for more than MOST_PER_HOUR new ones by one user, unless
    it comes with something else the user did (``is_counted``); ObjectDoesNotExist for an unknown subject.
    """
    initiative = Initiative.objects.select_for_update(of=("self",)).get(pk=initiative.pk)
    content = _printable_content(kind_key, subject_id)
    key = digest(_undated(content))
    found = Rendering.objects.filter(kind=kind_key, subject_id=subject_id, content_digest=key).first()
    if found is not None:
        return found
    asked = Rendering.objects.filter(requested_by=by, requested_at__gt=now() - timedelta(hours=1)).count()
    if is_counted and asked >= MOST_PER_HOUR:
        raise NotReady(
            _("Du har bedt om %(most)s PDF-er den siste timen. Vent litt før du ber om flere.")
            % {"most": MOST_PER_HOUR}
        )
    rendering = Rendering(
        initiative=initiative,
        kind=kind_key,
        subject_id=subject_id,
        content=content,
        content_digest=key,
        requested_by=by,
        requested_at=now(),
    )
    rendering.full_clean(exclude=["content"])
    rendering.save()
    _tell_worker(rendering)
    journal.record(initiative.chain, "pdf_requested", by=by, subject=rendering, kind=kind_key, content=key)
    return rendering


def render(rendering_id: int) -> None:
    """Make the file of one waiting row. Safe to run twice: only the one who claims it works on it."""
    claimed = (
        Rendering.objects.waiting()
        .filter(pk=rendering_id)
        .update(state=Rendering.State.RENDERING, claimed_until=Now() + lease(), attempts=F("attempts") + 1)
    )
    if not claimed:
        return
    rendering = Rendering.objects.get(pk=rendering_id)
    kind = kind_of(rendering.kind)
    if rendering.attempts > MOST_ATTEMPTS:  # every worker that began has died
        return _failed(rendering, printing.explained(kind, Unprintable("broken")), again=True)
    try:
        printed = printing.print_content(kind, rendering.content)
        name = files.keep(printed.pdf)
    except Unprintable as problem:
        _failed(rendering, printing.explained(kind, problem), again=problem.again)
    except Exception:
        _log.exception("rendering %s failed", rendering.pk)
        _failed(rendering, printing.explained(kind, Unprintable("broken")), again=True)
    else:
        _done(rendering, printed, name)


def render_waiting(most: int = 20) -> None:
    """What the sweeper does: take up rows that a wiped broker or a dead worker left behind, oldest first."""
    for pk in Rendering.objects.waiting().order_by("pk").values_list("pk", flat=True)[:most]:
        render(pk)


@transaction.atomic
def retry(rendering: Rendering, *, by: User) -> Rendering:
    """Put a failed row back in the queue. Raises NotReady when another try would end the same way."""
    Initiative.objects.select_for_update(of=("self",)).get(pk=rendering.initiative_id)
    rendering = Rendering.objects.select_for_update(of=("self",)).get(pk=rendering.pk)
    if rendering.state != Rendering.State.FAILED:
        return rendering
    if not rendering.may_retry:
        raise NotReady(rendering.error)
    rendering.state, rendering.error, rendering.attempts = Rendering.State.QUEUED, "", 0
    rendering.save(update_fields=["state", "error", "attempts"])
    _tell_worker(rendering)
    journal.record(rendering.initiative.chain, "pdf_requested", by=by, subject=rendering, kind=rendering.kind)
    return rendering


def forget(kind_key: str, subject_ids: Iterable[int]) -> None:
    """Remove rows and files of subjects that are erased; a file another row holds stays."""
    _remove(Rendering.objects.filter(kind=kind_key, subject_id__in=list(subject_ids)))


def forget_all(initiative: Initiative) -> None:
    """Remove every PDF of an initiative that can be made anew from its rows; frozen versions are not among them."""
    _remove(Rendering.objects.filter(initiative=initiative))


def _remove(rows: QuerySet[Rendering]) -> None:
    names = set(rows.exclude(file="").values_list("file", flat=True))
    rows.delete()
    for name in names - set(Rendering.objects.filter(file__in=names).values_list("file", flat=True)):
        transaction.on_commit(lambda name=name: default_storage.delete(name), robust=True)  # type: ignore[misc]


def preview_html(kind_key: str, content: Content, *, back: str = "") -> str:
    """The document as a page of its own; ``back`` is where its one link leads."""
    return printing.html_of(kind_of(kind_key), content, preview=True, back=back)


def lease() -> timedelta:
    """How long a row is one worker's: half as long again as a mail, and longer than a child's start and its 20 s."""
    return timedelta(seconds=settings.MAIL_LEASE_SECONDS * 1.5)


def _printable_content(kind_key: str, subject_id: int) -> Content:
    kind = kind_of(kind_key)
    content = kind.content(subject_id)
    try:
        kind.context(content)
    except Unfillable as problem:
        raise NotReady(problem.reason) from problem
    return content


def _undated(content: Content) -> Content:
    """When a document is printed says nothing of what stands in it: asking again gives the same file."""
    return {key: value for key, value in content.items() if key != "issued_at"}


def _tell_worker(rendering: Rendering) -> None:
    from documents.tasks import look_at

    transaction.on_commit(lambda: look_at(rendering.pk), robust=True)


def _done(rendering: Rendering, printed: Printed, name: str) -> None:
    Rendering.objects.filter(pk=rendering.pk, state=Rendering.State.RENDERING).update(
        state=Rendering.State.DONE,
        file=name,
        file_digest=files.digest_in(name),
        pages=printed.pages,
        replaced=printed.replaced[:100],
        error="",
        claimed_until=None,
        done_at=now(),
    )


def _failed(rendering: Rendering, error: str, *, again: bool) -> None:
    """Back in the queue when another try may help, else failed with what to do."""
    tries_left = again and rendering.attempts < MOST_ATTEMPTS
    Rendering.objects.filter(pk=rendering.pk, state=Rendering.State.RENDERING).update(
        state=Rendering.State.QUEUED if tries_left else Rendering.State.FAILED,
        error="" if tries_left else error,
        may_retry=again,
        claimed_until=None,
    )

"""A document's pages: the list, its sections, what changed since one read it, two versions side by side."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import requires
from documents import policy
from documents.comparing import NOW, choices, compared_in
from documents.kinds import find_kind
from documents.loading import Beginning, visible_beginning, visible_document
from documents.models import Document, DocumentVersion
from documents.overview import SectionRow, changes_since, reading_of, rows_of
from documents.placeholders import Unfillable
from documents.policy_versions import may_freeze
from documents.section_rows import list_items
from documents.services import carrying, reading, writing
from documents.services.locking import may_write_now
from documents.starting import BY_KEY, TEXT_KINDS
from documents.values import title_of
from initiatives.loading import visible_initiative
from initiatives.models import Initiative, StepRun
from initiatives.policy import may_edit, may_see_people
from paadriv.text import in_words


@requires(policy.may_see_documents, load=visible_initiative)
@require_safe
def index(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """Every text of the method: those begun, and those that can be begun in the active step."""
    rows = Document.objects.filter(initiative=initiative).select_related("template", "step_run").order_by("pk")
    begun: dict[tuple[str, str], list[Document]] = {}
    for row in rows:
        begun.setdefault((row.step_run.step, row.kind), []).append(row)
    active = initiative.step_runs.filter(state=StepRun.State.ACTIVE).order_by("pk").first()
    listed = [
        {
            "kind": kind,
            "step": initiative.method.step(kind.step).title,
            "documents": begun.get((kind.step, kind.key), []),
            "may_begin": active is not None
            and active.step == kind.step
            and not any(row.step_run_id == active.pk for row in begun.get((kind.step, kind.key), [])),
        }
        for kind in TEXT_KINDS
    ]
    context = {
        "initiative": initiative,
        "listed": listed,
        "allowed": may_edit(request.user, initiative),
        "crumb": _("Dokumenter"),
    }
    return render(request, "documents/index.html", context)


@requires(policy.may_find, load=visible_beginning)
@require_safe
def of_kind(request: HttpRequest, beginning: Beginning) -> HttpResponse:
    """Where a deliverable's link leads: to its latest document, or to the list where it can be begun."""
    rows = Document.objects.filter(initiative=beginning.initiative, kind=beginning.kind.key)
    latest = rows.order_by("-step_run__round", "-pk").first()
    if latest is None:
        return redirect("documents:index", beginning.initiative.pk)
    return redirect("documents:document", beginning.initiative.pk, latest.pk)


@requires(policy.may_begin, load=visible_beginning)
@require_POST
def begin(request: HttpRequest, beginning: Beginning) -> HttpResponse:
    document = writing.begin(beginning.initiative, beginning.kind.key, by=request.user)
    return redirect("documents:document", document.initiative_id, document.pk)


@requires(policy.may_read, load=visible_document)
@require_safe
def document(request: HttpRequest, document: Document) -> HttpResponse:
    """Nine queries at most, whatever the number of sections and comments."""
    user = request.user
    is_partner, known = policy.is_partner(user, document.initiative), reading_of(document, user)
    rows = rows_of(document, user, known, shared_only=is_partner)
    kind = find_kind(document.kind)
    sees_comments = is_partner or bool(may_see_people(user, document.initiative))
    context = {
        **_frame(document),
        "rows": rows,
        "items": list_items(document, rows, is_partner=is_partner, sees_comments=sees_comments),
        "reading": known,
        "fresh": [row for row in rows if row.is_new],
        "written": sum(row.state == "written" for row in rows),
        "writable": sum(row.state != "automatic" for row in rows),
        "is_partner": is_partner,
        "may_share": policy.may_share(user, document) and may_write_now(document),
        "may_freeze": may_freeze(user, document) and may_write_now(document) and kind is not None,
        "writable_now": may_write_now(document),
        "latest": document.latest_version,
        "links": kind.links(user, document) if kind else (),
        "earlier": _to_carry_over(user, document, rows),
        "carried": carrying.carried_from(document),
    }
    return render(request, "documents/document.html", context)


def _to_carry_over(user: Any, document: Document, rows: list[SectionRow]) -> Document | None:
    """The text of an earlier round that the draft may begin from; asked for only where nobody has written yet."""
    untouched = document.step_run.round > 1 and not any(row.section.edited_at for row in rows)
    if not untouched or not policy.may_carry_over(user, document) or not may_write_now(document):
        return None
    return carrying.earlier_text(document)


@requires(policy.may_carry_over, load=visible_document)
@require_POST
def carry_over(request: HttpRequest, document: Document) -> HttpResponse:
    """Begin from the text of the round before."""
    carried = carrying.carry_over(document, by=request.user)
    messages.success(request, _("Teksten er hentet. Gå gjennom den, og rett det som er endret siden sist."))
    if carried.left:
        words = {"titles": in_words(f"«{title}»" for title in carried.left)}
        messages.warning(request, _("Malen har ikke lenger disse delene: %(titles)s. De står i runden før.") % words)
    return redirect("documents:document", document.initiative_id, document.pk)


@requires(policy.may_share, load=visible_document)
@require_POST
def share(request: HttpRequest, document: Document) -> HttpResponse:
    writing.share(document, request.POST.getlist("deler"), by=request.user)
    messages.success(request, _("Delingen er lagret."))
    return redirect("documents:document", document.initiative_id, document.pk)


@requires(policy.may_read, load=visible_document)
@require_safe
def changes(request: HttpRequest, document: Document) -> HttpResponse:
    """What others wrote since one was there last."""
    known = reading_of(document, request.user)
    is_partner = policy.is_partner(request.user, document.initiative)
    rows = rows_of(document, request.user, known, shared_only=is_partner)
    context = {**_frame(document), "reading": known, "rows": rows, "changes": changes_since(known, rows)}
    return render(request, "documents/changes.html", context)


@requires(policy.may_remember, load=visible_document)
@require_POST
def mark_read(request: HttpRequest, document: Document) -> HttpResponse:
    """What was on the page counts as read: «key.revision» per section."""
    seen: dict[str, int] = {}
    for part in request.POST.getlist("lest")[:100]:
        key, _dot, number = part.rpartition(".")
        if number.isascii() and number.isdigit() and len(number) < 10:
            seen[key] = int(number)
    reading.mark_read(document, seen, by=request.user)
    messages.success(request, _("Vi husker hva du har lest."))
    return redirect("documents:document", document.initiative_id, document.pk)


@requires(policy.may_compare, load=visible_document)
@require_safe
def compare_versions(request: HttpRequest, document: Document) -> HttpResponse:
    """Any two frozen versions, or one and the text as it is now. Raises Http404 for a version there is not."""
    versions = list(document.versions.order_by("number"))
    before = request.GET.get("fra") or (str(versions[-1].number) if versions else NOW)
    after = request.GET.get("til") or NOW
    known = choices(versions)
    if not {before, after} <= {which for which, _named in known}:
        raise Http404
    context = {**_frame(document), "versions": versions, "choices": known, "before": before, "after": after}
    return render(request, "documents/compare.html", context | _compared(document, versions, before, after))


def _compared(document: Document, versions: list[DocumentVersion], before: str, after: str) -> dict[str, Any]:
    """The parts that differ, the names of those that do not, or why the text cannot be set beside another."""
    try:
        compared = compared_in(document, versions, before, after)
    except Unfillable as problem:
        return {"changed": [], "same": [], "unreadable": problem.reason}
    changed = [one for one in compared if not one.is_same]
    return {"changed": changed, "same": [one.title for one in compared if one.is_same], "unreadable": ""}


def _frame(document: Document) -> dict[str, Any]:
    return {
        "initiative": document.initiative,
        "document": document,
        "title": title_of(document),
        "crumb": BY_KEY[document.kind].name,
    }

"""The programme: a panel whose items are edited, added, moved and removed one at a time."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import NotReady, requires
from accounts.editing import opened
from meetings import policy, services
from meetings.forms_plan import ItemForm, RemoveForm, posted_revision, show_errors
from meetings.loading import visible_item, visible_meeting
from meetings.models import Meeting, ProgrammeItem
from meetings.timing import timed, total
from meetings.views.frame import frame
from paadriv.htmx import changed, vary, wants_part


@requires(policy.may_see, load=visible_meeting)
@require_safe
def programme(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    return _page(request, meeting)


@requires(policy.may_edit, load=visible_meeting)
@require_POST
def add_item(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = ItemForm(request.POST, prefix="new")
    if not form.is_valid():
        return _page(request, meeting, new_form=form, status=422)
    try:
        services.add_item(meeting, by=request.user, **form.cleaned_data)
    except NotReady as refusal:
        form.add_error(None, list(refusal.verdict.reasons))
        return _page(request, meeting, new_form=form, status=409)
    return _done(request, meeting)


@requires(policy.may_edit, load=visible_item)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_item(request: HttpRequest, item: ProgrammeItem) -> HttpResponse:
    form = ItemForm(request.POST if request.method == "POST" else None, initial=_initial(item))
    if not form.is_bound:
        return _page(request, item.meeting, editing=item, form=form)
    if not form.is_valid():
        return _page(request, item.meeting, editing=item, form=form, status=422)
    revision = posted_revision(request.POST)
    try:
        services.edit_item(item, form.cleaned_data, revision=revision, by=request.user)
    except NotReady as refusal:
        form.add_error(None, list(refusal.verdict.reasons))
        return _page(request, item.meeting, editing=item, form=form, status=409)
    except ValidationError as error:
        show_errors(form, error)
        return _page(request, item.meeting, editing=item, form=form, status=422)
    return _done(request, item.meeting)


@requires(policy.may_edit, load=visible_item)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_item(request: HttpRequest, item: ProgrammeItem) -> HttpResponse:
    needs_reason = item.kind == ProgrammeItem.Kind.INTRODUCTION
    form = RemoveForm(request.POST if request.method == "POST" else None, needs_reason=needs_reason)
    if not form.is_bound:
        return _page(request, item.meeting, removing=item, form=form)
    if not form.is_valid():
        return _page(request, item.meeting, removing=item, form=form, status=422)
    try:
        services.remove_item(item, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        show_errors(form, error)
        return _page(request, item.meeting, removing=item, form=form, status=422)
    return _done(request, item.meeting)


@requires(policy.may_edit, load=visible_item)
@require_POST
def move_up(request: HttpRequest, item: ProgrammeItem) -> HttpResponse:
    services.move_item(item, "up", by=request.user)
    return _done(request, item.meeting)


@requires(policy.may_edit, load=visible_item)
@require_POST
def move_down(request: HttpRequest, item: ProgrammeItem) -> HttpResponse:
    services.move_item(item, "down", by=request.user)
    return _done(request, item.meeting)


@requires(policy.may_edit, load=visible_meeting)
@require_POST
def put_introduction_back(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    services.put_introduction_back(meeting, by=request.user)
    return _done(request, meeting)


def _done(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    if wants_part(request):
        meeting.refresh_from_db(fields=["introduction_removed_because"])
        return changed(_page(request, meeting))
    return redirect("meetings:programme", initiative=meeting.initiative_id, meeting=meeting.pk)


def _page(
    request: HttpRequest,
    meeting: Meeting,
    *,
    editing: ProgrammeItem | None = None,
    removing: ProgrammeItem | None = None,
    form: Any = None,
    new_form: ItemForm | None = None,
    status: int = 200,
) -> HttpResponse:
    items = list(meeting.programme.order_by("position", "pk"))
    context = {
        **frame(request, meeting, "programme"),
        "crumb": _("Program"),
        "rows": timed(meeting, items),
        "total": total(meeting, items),
        "editing": editing,
        "removing": removing,
        "form": form,
        "opened": _opened(request, editing),
        "new_form": new_form or ItemForm(prefix="new"),
        "may_edit": policy.may_edit(request.user, meeting),
    }
    template = "meetings/_programme_panel.html" if wants_part(request) else "meetings/programme.html"
    return vary(render(request, template, context, status=status))


def _opened(request: HttpRequest, item: ProgrammeItem | None) -> str:
    """What the item held when its form was opened: as posted, or as it is now."""
    if item is None:
        return ""
    return request.POST.get("base") or opened(item, ItemForm.base_fields)


def _initial(item: ProgrammeItem) -> dict[str, Any]:
    return {name: getattr(item, name) for name in ItemForm.base_fields}

"""Activities and deliverables, edited where they stand; without script each form is a page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Stale, requires
from initiatives import policy, services
from initiatives.forms.work import ActivityForm, WorkForm
from initiatives.loading import visible_run, visible_work_item
from initiatives.models import Activity, Deliverable, StepRun
from initiatives.panels import runs_of, work_context, work_row
from paadriv.htmx import changed, vary, wants_part

Item = Activity | Deliverable


@requires(policy.may_see_work, load=visible_work_item)
@require_safe
def show_work(request: HttpRequest, item: Item) -> HttpResponse:
    """The row as it is read: what «Avbryt» goes back to."""
    return _row(request, item)


@requires(policy.may_edit_work, load=visible_work_item)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_work(request: HttpRequest, item: Item) -> HttpResponse:
    form = WorkForm(request.POST if request.method == "POST" else None, item=item, initiative=item.step_run.initiative)
    if request.method != "POST":
        return _row(request, item, form=form)
    if not form.is_valid():
        return _row(request, item, status=422, form=form)
    try:
        item = services.edit_work_item(item, form.changes(), revision=form.cleaned_data["revision"], by=request.user)
    except Stale as stale:
        return _row(request, item, status=409, form=form, both_texts=form.take_over(stale))
    if wants_part(request):
        return changed(_row(request, item))
    messages.success(request, _("Endringen er lagret."))
    return redirect(f"{item.step_run.initiative.get_absolute_url()}#{item._meta.model_name}-row-{item.pk}")


@requires(policy.may_add_work, load=visible_run)
@require_POST
def add_activity(request: HttpRequest, run: StepRun) -> HttpResponse:
    form = ActivityForm(request.POST)
    if form.is_valid():
        services.add_activity(run, title=form.cleaned_data["title"], by=request.user)
        if not wants_part(request):
            return redirect(f"{run.initiative.get_absolute_url()}#work-panel")
    elif not wants_part(request):
        context = {"initiative": run.initiative, "run": run, "form": form, "crumb": _("Ny aktivitet")}
        return render(request, "initiatives/activity.html", context, status=422)
    context = work_context(run.initiative, runs_of(run.initiative), request.user)
    context |= {"failed_form": form, "failed_run": run.pk} if form.errors else {}
    answer = render(request, "initiatives/_work_panel.html", context, status=422 if form.errors else 200)
    return changed(vary(answer))


def _row(request: HttpRequest, item: Item, *, status: int = 200, **extra: Any) -> HttpResponse:
    initiative = item.step_run.initiative
    row = work_row(item, policy.may_edit_work(request.user, item))
    context = {"initiative": initiative, "row": row, "form": None, "both_texts": None, "crumb": row.title, **extra}
    part = f"initiatives/_{row.kind}_row.html"
    context["part"] = part
    return vary(render(request, part if wants_part(request) else "initiatives/work_item.html", context, status=status))

"""The chapters of the forprosjekt: tables whose rows are added, edited, chosen and removed where they stand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import NotReady, Stale, requires
from forprosjekt import policy, services
from forprosjekt.boundary import as_text
from forprosjekt.forms import BoundaryForm, RowForm
from forprosjekt.loading import Place, visible_area, visible_chapter, visible_row, visible_table
from forprosjekt.panels import Doing, chapters_of, drawing_of, panel_of, panels_of
from forprosjekt.tables import TABLES, of
from paadriv.htmx import changed, vary, wants_part


@requires(policy.may_read, load=visible_chapter)
@require_safe
def chapter(request: HttpRequest, place: Place) -> HttpResponse:
    wanted = TABLES.get(request.GET.get("tabell", ""))
    place.table = wanted if wanted in of(place.chapter) else of(place.chapter)[0]
    return _page(request, place)


@requires(policy.may_change, load=visible_table)
@require_POST
def add(request: HttpRequest, place: Place) -> HttpResponse:
    table = place.table
    assert table is not None
    assert table.add is not None
    form = table.form(request.POST, initiative=place.initiative, auto_id=f"new-{table.key}-%s")
    if not form.is_valid():
        return _page(request, place, Doing(form=form), status=422)
    if status := _refused(form, lambda: table.add(place.initiative, form.changes(), request.user)):
        return _page(request, place, Doing(form=form), status=status)
    return _done(request, place, _("Raden er lagt til."))


@requires(policy.may_change, load=visible_row)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, place: Place) -> HttpResponse:
    table, row = place.table, place.row
    assert table is not None
    data = request.POST if request.method == "POST" else None
    auto_id = f"{table.key}-{table.number(row)}-%s"
    form = table.form(data, initiative=place.initiative, row=row, auto_id=auto_id)
    doing = Doing(editing=row, form=form)
    if not form.is_bound:
        return _page(request, place, _if_now(place, doing))
    if not form.is_valid():
        return _page(request, place, doing, status=422)
    try:
        status = _refused(form, lambda: table.edit(row, form.changes(), form.cleaned_data["revision"], request.user))
    except Stale as stale:
        return _page(request, place, Doing(row, None, form, form.take_over(stale)), status=409)
    if status:
        return _page(request, place, doing, status=status)
    return _done(request, place, _("Endringen er lagret."))


@requires(policy.may_change, load=visible_row)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, place: Place) -> HttpResponse:
    table, row = place.table, place.row
    assert table is not None
    assert table.remove is not None
    if request.method != "POST":
        return _page(request, place, _if_now(place, Doing(removing=row)))
    _or_404(lambda: table.remove(row, request.user))
    return _done(request, place, _("Raden er fjernet."))


@requires(policy.may_change, load=visible_row)
@require_POST
def choose(request: HttpRequest, place: Place) -> HttpResponse:
    table, row = place.table, place.row
    assert table is not None
    assert table.choose is not None
    _or_404(lambda: table.choose(row, request.user))
    return _done(request, place, _("Valget er lagret."))


@requires(policy.may_change, load=visible_area)
@require_http_methods(["GET", "HEAD", "POST"])
def boundary(request: HttpRequest, place: Place) -> HttpResponse:
    area = place.row
    initial = {"revision": area.revision, "geojson": as_text(area.boundary)}
    if request.method != "POST":
        return _boundary_page(request, place, BoundaryForm(initial=initial))
    form = BoundaryForm(request.POST, request.FILES)
    if not form.is_valid():
        return _boundary_page(request, place, form, status=422)
    try:
        values = form.cleaned_data
        services.set_boundary(area, values["boundary"], revision=values["revision"], by=request.user)
    except Stale as stale:
        return _boundary_page(request, place, form, status=409, both_texts=form.take_over(stale))
    messages.success(request, _("Grensen er lagret."))
    return redirect(f"{_chapter_url(place)}#area-row-{area.pk}")


@requires(policy.may_change, load=visible_area)
@require_POST
def remove_boundary(request: HttpRequest, place: Place) -> HttpResponse:
    area = place.row
    services.set_boundary(area, None, revision=area.revision, by=request.user)
    messages.success(request, _("Grensen er fjernet."))
    return redirect(f"{_chapter_url(place)}#area-row-{area.pk}")


@requires(policy.may_share, load=visible_chapter)
@require_POST
def share(request: HttpRequest, place: Place) -> HttpResponse:
    services.share_chapter(place.initiative, place.chapter, by=request.user)
    messages.success(request, _("Partnerne kan lese dette kapittelet."))
    return redirect(_chapter_url(place))


@requires(policy.may_share, load=visible_chapter)
@require_POST
def keep(request: HttpRequest, place: Place) -> HttpResponse:
    services.keep_chapter(place.initiative, place.chapter, by=request.user)
    messages.success(request, _("Kapittelet er ikke lenger delt med partnerne."))
    return redirect(_chapter_url(place))


def _if_now(place: Place, doing: Doing) -> Doing:
    """What was asked for. Raises NotReady where the rows are locked: an old page may still have the link."""
    if not place.may_change_now:
        raise NotReady(place.may_change_now)
    return doing


def _or_404(act: Any) -> None:
    """Do what is asked; a row removed meanwhile is missing like any other."""
    try:
        act()
    except ObjectDoesNotExist as gone:
        raise Http404 from gone


def _refused(form: RowForm, act: Any) -> int:
    """Do what is asked; the status of a refusal that is shown in the form, or 0."""
    try:
        _or_404(act)
    except NotReady as refusal:
        form.add_error(None, list(refusal.verdict.reasons))
        return 409
    except ValidationError as error:
        form.show(error)
        return 422
    return 0


def _chapter_url(place: Place) -> str:
    return reverse("forprosjekt:chapter", args=[place.initiative.pk, place.chapter.value])


def _done(request: HttpRequest, place: Place, message: str) -> HttpResponse:
    """The panel as it is now, and those that list its rows; without script back to the panel on the page."""
    table = place.table
    assert table is not None
    if not wants_part(request):
        messages.success(request, message)
        return redirect(f"{_chapter_url(place)}#table-panel-{table.key}")
    answer = _page(request, place)
    for key in table.redraws:
        panel = panel_of(request, place, TABLES[key])
        answer.write(render_to_string("forprosjekt/_table_panel.html", {"panel": panel, "oob": True}, request))
    return changed(answer)


def _page(request: HttpRequest, place: Place, doing: Doing = Doing(), *, status: int = 200) -> HttpResponse:  # noqa: B008
    """The table's panel alone for htmx, the whole chapter otherwise."""
    if wants_part(request):
        assert place.table is not None
        context = {"panel": panel_of(request, place, place.table, doing), "oob": False}
        return vary(render(request, "forprosjekt/_table_panel.html", context, status=status))
    context = {
        "initiative": place.initiative,
        "crumb": place.chapter.label,
        "chapter": place.chapter,
        "chapters": chapters_of(request, place),
        "panels": panels_of(request, place, doing),
        "may_share": policy.may_share(request.user, place),
        "is_shared": place.is_shared,
        "may_change_now": place.may_change_now,
        "oob": False,
    }
    return vary(render(request, "forprosjekt/chapter.html", context, status=status))


def _boundary_page(
    request: HttpRequest, place: Place, form: BoundaryForm, *, status: int = 200, both_texts: Any = None
) -> HttpResponse:
    area = place.row
    context = {
        "initiative": place.initiative,
        "crumb": _("Grense"),
        "area": area,
        "form": form,
        "drawing": drawing_of([area]),
        "both_texts": both_texts,
        "back_url": f"{_chapter_url(place)}#area-row-{area.pk}",
    }
    return render(request, "forprosjekt/boundary.html", context, status=status)

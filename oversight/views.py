"""The start page: all initiatives for the association, one's own for everybody else."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import anyone, requires
from initiatives.models import Initiative, Membership, Role
from initiatives.policy import may_create
from oversight import listing
from oversight.cards import cards_of
from oversight.filters import ListFilter
from oversight.rows import rows_of
from oversight.waiting import what_waits
from paadriv.htmx import vary, wants_part


@requires(anyone)
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    return _all(request) if request.user.is_association_admin else _own(request)


def _all(request: HttpRequest) -> HttpResponse:
    form = ListFilter(request.GET)
    context = {"form": form, "may_create": may_create(request.user), "rows": "", "following": "", "is_first": True}
    if is_valid := form.is_valid():
        page = listing.page_of(form.narrow(Initiative.objects.visible_to(request.user)), form.after)
        context["rows"] = rows_of(page.lines)
        context["following"] = form.address(page.following) if page.following else ""
        context["is_first"] = form.after is None
        context["first"] = form.address()
    name = "oversight/_initiatives_panel.html" if wants_part(request) else "oversight/initiatives.html"
    return vary(render(request, name, context, status=200 if is_valid else 422))


def _own(request: HttpRequest) -> HttpResponse:
    """What waits for somebody who speaks for a partner, then the cards of the initiatives one is part of."""
    user: Any = request.user
    memberships = list(Membership.objects.filter(user=user, ended_at=None).order_by("pk"))
    visible = Initiative.objects.filter(pk__in=[row.initiative_id for row in memberships])
    context = {
        "cards": cards_of(listing.page_of(visible).lines, memberships),
        "waiting": what_waits(user),
        "is_contact": bool(memberships) and all(row.role == Role.PARTNER for row in memberships),
        "may_create": may_create(user),
    }
    return render(request, "oversight/start.html", context)

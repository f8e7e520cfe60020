"""The initiative's front page: where it stands, what is being done, and who does it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import requires
from initiatives import panels
from initiatives.loading import visible_initiative
from initiatives.models import Initiative
from initiatives.policy import may_see


@requires(may_see, load=visible_initiative)
@require_safe
def front_page(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    runs = panels.runs_of(initiative)
    context = panels.steps_context(initiative, runs)
    context |= panels.work_context(initiative, runs, request.user)
    context |= panels.people_context(initiative, panels.memberships_of(initiative), request.user)
    return render(request, "gates/front_page.html", context)

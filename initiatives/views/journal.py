"""The journal page: what was done, by whom, newest first, fifty at a time."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import requires
from initiatives import policy
from initiatives.loading import visible_initiative
from initiatives.logbook import page_before
from initiatives.models import Initiative


@requires(policy.may_see, load=visible_initiative)
@require_safe
def journal(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    before = request.GET.get("foer", "")
    names = bool(policy.may_see_people(request.user, initiative))
    lines, following = page_before(initiative, _number(before), with_names=names)
    context = {"initiative": initiative, "lines": lines, "following": following, "is_first": not before}
    return render(request, "initiatives/journal.html", {**context, "crumb": _("Journal")})


def _number(typed: str) -> int | None:
    """Where the page begins; what is no number begins at the newest."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 12 else None

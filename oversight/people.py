"""The people pages: the association's administrators and the coordinators it has asked to start initiatives."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.models import User
from oversight import policy


@requires(policy.may_manage_people)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    return render(request, "oversight/people.html", {"people": _people()})


def _people() -> QuerySet[User]:
    """Administrators and coordinators, past ones included, with the organisations they work for."""
    return User.objects.filter(
        Q(is_association_admin=True) | Q(may_create_initiatives=True) | Q(is_active=False)
    ).prefetch_related("affiliations__organisation")

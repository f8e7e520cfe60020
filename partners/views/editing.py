"""The page of one form over a row that others may change meanwhile."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from initiatives.models import Initiative
from partners import policy


def edit_page(
    request: HttpRequest, initiative: Initiative, form: Any, title: str, back: tuple[Any, ...], **extra: Any
) -> HttpResponse:
    """200 when first shown, 422 with errors, 409 with both texts."""
    context = {"initiative": initiative, "form": form, "title": title, "crumb": title, "both_texts": None}
    if (person := extra.get("person")) is not None:
        context["may_erase"] = policy.may_erase_person(request.user, person)
    context |= {"person": None, "cancel_url": reverse(back[0], args=back[1:]), **extra}
    status = 409 if context["both_texts"] else 422 if form.errors else 200
    return render(request, "partners/edit.html", context, status=status)

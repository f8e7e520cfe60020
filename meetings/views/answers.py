"""The coordinators' page of answers: three numbers, the list with needs, and answers given by phone."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import ValidationError
from django.forms import ChoiceField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import NotReady, requires
from meetings import policy, services
from meetings.forms_day import PhoneAnswerForm
from meetings.listing import FILTERS, answers_of, summary_of
from meetings.loading import visible_invitation, visible_meeting
from meetings.models import Invitation, Meeting
from meetings.views.frame import frame
from paadriv.htmx import changed, vary, wants_part


@requires(policy.may_see_people, load=visible_meeting)
@require_safe
def answers(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    return _page(request, meeting)


@requires(policy.may_edit, load=visible_invitation)
@require_POST
def register_answer(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    meeting, form = invitation.meeting, PhoneAnswerForm(request.POST, auto_id=f"%s-{invitation.pk}")
    if not form.is_valid():
        return _page(request, meeting, form=form, about=invitation, status=422)
    try:
        services.answer(invitation, by=request.user, choice=form.cleaned_data["choice"])
    except NotReady as refusal:
        return _page(request, meeting, reasons=refusal.verdict.reasons, status=409)
    except ValidationError as invalid:
        form.add_error(None, invalid)
        return _page(request, meeting, form=form, about=invitation, status=422)
    if wants_part(request):
        return changed(_page(request, meeting))
    return redirect("meetings:answers", initiative=meeting.initiative_id, meeting=meeting.pk)


def _page(
    request: HttpRequest,
    meeting: Meeting,
    *,
    form: PhoneAnswerForm | None = None,
    about: Invitation | None = None,
    reasons: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    rows = answers_of(meeting)
    chosen = request.POST.get("vis") or request.GET.get("vis", "")
    chosen = chosen if chosen in FILTERS else "alle"
    context: dict[str, Any] = frame(request, meeting, "answers") | {
        "summary": summary_of(meeting, rows),
        "rows": [row for row in rows if FILTERS[chosen].keeps(row)],
        "filters": [(key, one.label, sum(one.keeps(row) for row in rows)) for key, one in FILTERS.items()],
        "chosen": chosen,
        "choices": cast(ChoiceField, PhoneAnswerForm.base_fields["choice"]).choices,
        "about": about.pk if about else None,
        "may_edit": policy.may_edit(request.user, meeting),
        "form": form,
        "reasons": reasons,
    }
    name = "meetings/_answers_panel.html" if wants_part(request) else "meetings/answers.html"
    return vary(render(request, name, context, status=status))

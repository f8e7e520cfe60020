"""The invitation list: people added, found, corrected and taken off; lists read, previewed and stored."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import NotReady, requires
from meetings import policy, services
from meetings.coverage import coverage
from meetings.forms_plan import CorrectionForm, GuestForm, ListForm, show_errors
from meetings.guest_rows import guests_of, rows_of
from meetings.importing import Row, Unreadable, read
from meetings.loading import visible_invitation, visible_known, visible_meeting
from meetings.models import Invitation, Meeting
from meetings.services.importing import known_of
from meetings.views.frame import frame
from paadriv.htmx import changed, vary, wants_part
from paadriv.text import clean_line, count, sentence
from partners.models import Person

_SALT = "meetings.list"
_PREVIEW_SECONDS = 24 * 60 * 60
_MOST_FOUND = 10


@requires(policy.may_see_people, load=visible_meeting)
@require_safe
def guests(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    return _page(request, meeting)


@requires(policy.may_edit, load=visible_meeting)
@require_safe
def search(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """People the initiative knows who are not on the list."""
    words = clean_line(request.GET.get("q", ""))[:100]
    found: list[Person] = []
    if len(words) >= 2:
        on_list = meeting.invitations.filter(withdrawn_at=None).values("person")
        people = meeting.initiative.persons.filter(opted_out_at=None).exclude(pk__in=on_list)
        found = list(people.matching(words).select_related("partner").order_by("name", "pk")[:_MOST_FOUND])
    context = {**frame(request, meeting, "guests"), "q": words, "found": found}
    if wants_part(request):
        return vary(render(request, "meetings/_found_panel.html", context))
    return vary(_page(request, meeting, q=words, found=found))


@requires(policy.may_edit, load=visible_meeting)
@require_POST
def add_guest(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = GuestForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, form=form, status=422)
    try:
        invitation = services.invite_new(meeting, form.row(), by=request.user)
    except NotReady as refusal:
        form.add_error(None, list(refusal.verdict.reasons))
        return _page(request, meeting, form=form, status=409)
    except ValidationError as error:
        show_errors(form, error)
        return _page(request, meeting, form=form, status=422)
    return _done(request, meeting, _("%(name)s står på listen.") % {"name": invitation.person.name})


@requires(policy.may_edit, load=visible_known)
@require_POST
def add_known(request: HttpRequest, known: tuple[Meeting, Person]) -> HttpResponse:
    """One found by search."""
    meeting, person = known
    services.invite(meeting, person, by=request.user)
    return _done(request, meeting, _("%(name)s står på listen.") % {"name": person.name})


@requires(policy.may_edit, load=visible_invitation)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """What will happen is shown first; the post takes the person off the list."""
    meeting = invitation.meeting
    if request.method != "POST":
        context = {**frame(request, meeting, "guests"), "crumb": _("Ta av listen"), "invitation": invitation}
        context["is_told"] = services.is_told_of_withdrawal(invitation)
        return render(request, "meetings/withdraw.html", context)
    services.withdraw(invitation, by=request.user)
    return _done(request, meeting, _("%(name)s er tatt av listen.") % {"name": invitation.person.name})


@requires(policy.may_edit, load=visible_invitation)
@require_http_methods(["GET", "HEAD", "POST"])
def correct_guest(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    meeting = invitation.meeting
    now_known = {"email": invitation.person.email, "why_asked": invitation.why_asked}
    form = CorrectionForm(request.POST if request.method == "POST" else None, initial=now_known, auto_id="correct-%s")
    status = 200
    if form.is_bound and form.is_valid():
        try:
            correct = {"address": form.cleaned_data["email"], "why_asked": form.cleaned_data["why_asked"]}
            services.correct_guest(invitation, **correct, by=request.user)
        except NotReady as refusal:
            form.add_error(None, list(refusal.verdict.reasons))
            return _page(request, meeting, correcting=invitation, correction=form, status=409)
        except ValidationError as error:
            form.add_error("email", error)
        else:
            return _done(request, meeting, _("Opplysningene om %(name)s er rettet.") % {"name": invitation.person.name})
    if form.is_bound:
        status = 422
    return _page(request, meeting, correcting=invitation, correction=form, status=status)


@requires(policy.may_edit, load=visible_meeting)
@require_POST
def preview_list(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """What a pasted or uploaded list holds; nothing is stored."""
    form = ListForm(request.POST, request.FILES)
    rows: list[Row] = []
    if form.is_valid():
        try:
            rows = read(form.cleaned_data["content"], known_of(meeting))
        except Unreadable as error:
            form.add_error("file" if request.FILES else "text", str(error))
    if form.errors:
        return _page(request, meeting, list_form=form, status=422)
    sound = [row for row in rows if row.is_sound]
    context = {
        **frame(request, meeting, "guests"),
        "crumb": _("Kontroller listen"),
        "sound": sound,
        "faulty": [row for row in rows if row.faults],
        "noted": [row for row in rows if row.note],
        "signed": signing.dumps([row.as_dict() for row in sound], salt=f"{_SALT}.{meeting.pk}", compress=True),
    }
    return render(request, "meetings/list_preview.html", context)


@requires(policy.may_edit, load=visible_meeting)
@require_POST
def store_list(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Store the sound rows that were shown; they travel signed, so no half state is kept meanwhile."""
    form = ListForm()
    try:
        kept = signing.loads(request.POST.get("rows", ""), salt=f"{_SALT}.{meeting.pk}", max_age=_PREVIEW_SECONDS)
        rows = [Row(**{**row, "faults": tuple(row["faults"])}) for row in kept]
        done = services.import_rows(meeting, rows, by=request.user)
    except signing.BadSignature:
        messages.error(request, _("Kontrollen av listen er for gammel. Lim inn eller last opp listen på nytt."))
        return _page(request, meeting, list_form=form, status=409)
    people = sentence(count(done.invited, _("person"), _("personer")))
    messages.success(request, _("%(people)s er satt på listen.") % {"people": people})
    return redirect("meetings:guests", initiative=meeting.initiative_id, meeting=meeting.pk)


def _done(request: HttpRequest, meeting: Meeting, text: str) -> HttpResponse:
    if wants_part(request):
        return changed(_page(request, meeting, said=text))
    messages.success(request, text)
    return redirect("meetings:guests", initiative=meeting.initiative_id, meeting=meeting.pk)


def _page(
    request: HttpRequest,
    meeting: Meeting,
    *,
    form: GuestForm | None = None,
    list_form: ListForm | None = None,
    correcting: Invitation | None = None,
    correction: CorrectionForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    guests = guests_of(meeting)
    may_edit = policy.may_edit(request.user, meeting)
    context = {
        **frame(request, meeting, "guests"),
        "crumb": _("Invitasjonsliste"),
        "number": len(guests),
        "unsent": sum(guest.sent_at is None for guest in guests),
        "coverage": coverage(meeting, [guest.group for guest in guests]),
        "form": form or GuestForm(),
        "list_form": list_form or ListForm(),
        "may_edit": may_edit,
        "q": "",
        "found": [],
        "said": "",
        **more,
    }
    inline = _inline(request, context, correcting, correction)
    context["rows"] = rows_of(meeting, guests, may_edit=bool(may_edit), form=inline)
    template = "meetings/_guests_panel.html" if wants_part(request) else "meetings/guests.html"
    return vary(render(request, template, context, status=status))


def _inline(
    request: HttpRequest, context: dict[str, Any], row: Invitation | None, form: CorrectionForm | None
) -> tuple[int, str] | None:
    """The form that stands in the row being corrected."""
    if row is None:
        return None
    shown = {**context, "row": row, "correction": form}
    return row.pk, render_to_string("meetings/_correct_guest.html", shown, request)

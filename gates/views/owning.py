"""Who owns the initiative, and handing it over: proposed, confirmed by both owners, or taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import NotReady, Verdict, requires
from gates import policy, services
from gates.forms import AcceptForm, MediateForm, TransferForm
from gates.loading import visible_transfer
from gates.models import Transfer
from gates.services.transferring import PURPOSE
from initiatives.loading import visible_initiative
from initiatives.models import Initiative
from initiatives.policy import may_see_people
from mail.token_pages import token_page
from register.services import get_or_add_organisation


@requires(policy.may_see, load=visible_initiative)
@require_safe
def ownership(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    return _page(request, initiative)


@requires(policy.may_propose_transfer, load=visible_initiative)
@require_POST
def propose_transfer(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    form = TransferForm(request.POST)
    if not form.is_valid():
        return _page(request, initiative, form=form, status=422)
    new = form.new_organisation()
    owner = get_or_add_organisation(**new, by=request.user) if new else form.cleaned_data["organisation"]
    values = {name: form.cleaned_data[name] for name in ("name", "email", "reason")}
    try:
        services.propose_transfer(initiative, to_owner=owner, **values, by=request.user)
    except ValidationError as invalid:
        form.add_error(None, invalid)
        return _page(request, initiative, form=form, status=422)
    except NotReady as refusal:
        return _page(request, initiative, form=form, refusal=refusal.verdict, status=409)
    messages.success(request, _("Overføringen er foreslått. Lenken for å bekrefte er lagt i køen for utsending."))
    return redirect("gates:ownership", initiative.pk)


@requires(policy.may_decide, load=visible_transfer)
@require_POST
def confirm_transfer(request: HttpRequest, transfer: Transfer) -> HttpResponse:
    return _done(request, services.confirm_for_old_owner(transfer, by=request.user))


@requires(policy.may_advise, load=visible_transfer)
@require_POST
def mediate_transfer(request: HttpRequest, transfer: Transfer) -> HttpResponse:
    form = MediateForm(request.POST)
    if not form.is_valid():
        return _page(request, transfer.initiative, mediate_form=form, status=422)
    try:
        row = services.mediate(transfer, reason=form.cleaned_data["reason"], by=request.user)
    except NotReady as refusal:
        return _page(request, transfer.initiative, mediate_form=form, refusal=refusal.verdict, status=409)
    return _done(request, row)


@requires(policy.may_propose_transfer, load=visible_transfer)
@require_POST
def withdraw_transfer(request: HttpRequest, transfer: Transfer) -> HttpResponse:
    services.withdraw_transfer(transfer, by=request.user)
    messages.success(request, _("Overføringen er trukket tilbake."))
    return redirect("gates:ownership", transfer.initiative_id)


@token_page(PURPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def accept_transfer(request: HttpRequest, row_id: int, token: str) -> HttpResponse:
    """What the new owner's person is asked. GET shows it; POST says yes, and logs nobody in."""
    row = Transfer.objects.select_related("initiative", "from_owner", "to_owner").filter(pk=row_id).first()
    if row is None:
        raise Http404
    form = AcceptForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"transfer": row, "initiative": row.initiative, "form": form, "refusal": None}
    if not form.is_bound or not form.is_valid():
        return render(request, "gates/accept_transfer.html", context, status=422 if form.is_bound else 200)
    try:
        row = services.confirm_for_new_owner(row, **form.cleaned_data)
    except NotReady as refusal:
        return render(request, "gates/accept_transfer.html", {**context, "refusal": refusal.verdict}, status=409)
    return render(request, "gates/accept_transfer.html", {**context, "transfer": row})


def _done(request: HttpRequest, row: Transfer) -> HttpResponse:
    if row.completed_at:
        messages.success(request, _("Eierskapet er overført."))
    else:
        messages.success(request, _("Bekreftelsen er registrert. Den nye eieren må også bekrefte."))
    return redirect("gates:ownership", row.initiative_id)


def _page(
    request: HttpRequest,
    initiative: Initiative,
    *,
    form: TransferForm | None = None,
    mediate_form: MediateForm | None = None,
    refusal: Verdict | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = list(initiative.transfers.select_related("from_owner", "to_owner", "old_confirmed_by").order_by("-pk"))
    going_on = next((row for row in rows if row.is_open), None)
    waits_for_old = going_on is not None and going_on.old_confirmed_at is None
    may_propose = policy.may_propose_transfer(request.user, initiative)
    is_closed = initiative.state == Initiative.State.PARTNERSHIP
    offers_form = may_propose and going_on is None and not is_closed
    context = {
        "initiative": initiative,
        "crumb": _("Eierskap"),
        "going_on": going_on,
        "done": [row for row in rows if row.completed_at],
        "form": (form or TransferForm()) if offers_form else None,
        "mediate_form": (mediate_form or MediateForm())
        if waits_for_old and policy.may_advise(request.user, initiative)
        else None,
        "may_confirm": waits_for_old and policy.may_decide(request.user, initiative),
        "may_propose": may_propose,
        "sees_people": may_see_people(request.user, initiative),
        "refused_because": refusal.reasons if refusal is not None else (),
    }
    return render(request, "gates/ownership.html", context, status=status)

"""An invited person lets a colleague answer instead."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import NotReady, Verdict
from signing.forms import DelegateForm
from signing.services import handing_on
from signing.services.acting import NotConfirmed, may_act
from signing.views.guests import Guest, client_of, frame, guest_page, invitation_of


@guest_page()
@require_http_methods(["GET", "HEAD", "POST"])
def delegate(request: HttpRequest, guest: Guest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, guest, DelegateForm())
    form = DelegateForm(request.POST)
    if not form.is_valid():
        return _page(request, guest, form, status=422)
    try:
        handing_on.delegate(
            guest.invitation,
            form.as_colleague(),
            reason=form.cleaned_data["reason"],
            client=client_of(request, guest),
        )
    except NotConfirmed:
        return redirect("signing:code", guest.invitation.pk)
    except NotReady as refusal:
        guest = Guest(invitation_of(guest.invitation.pk), guest.session)
        return _page(request, guest, form, refusal=refusal.verdict, status=409)
    except ValidationError as invalid:
        form.add_error(None, invalid)
        return _page(request, guest, form, status=422)
    return render(
        request, "signing/handed_on.html", {**frame(guest.invitation), "colleague": form.cleaned_data["name"]}
    )


def _page(
    request: HttpRequest, guest: Guest, form: DelegateForm, *, refusal: Verdict | None = None, status: int = 200
) -> HttpResponse:
    context = {**frame(guest.invitation), "form": form, "refusal": refusal, "may_act": may_act(guest.invitation)}
    return render(request, "signing/delegate.html", context, status=status)

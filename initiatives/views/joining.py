"""The page a colleague's link opens. GET shows what one is asked; POST says yes. It logs nobody in."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import NotReady
from initiatives import services
from initiatives.models import MemberInvitation
from initiatives.services.inviting import PURPOSE
from mail.token_pages import token_page


@token_page(PURPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, row_id: int, token: str) -> HttpResponse:
    invitation = MemberInvitation.objects.select_related("initiative", "by").filter(pk=row_id).first()
    if invitation is None:
        raise Http404
    context = {"invitation": invitation, "initiative": invitation.initiative, "refusal": None}
    if request.method != "POST":
        return render(request, "initiatives/accept.html", context)
    try:
        services.accept_invitation(invitation)
    except NotReady as refusal:
        return render(request, "initiatives/accept.html", {**context, "refusal": refusal.verdict}, status=409)
    messages.success(request, _("Du er nå med. Logg inn med e-postadressen invitasjonen kom til."))
    return redirect("start")

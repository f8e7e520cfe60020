"""The page a contact's link opens. GET shows what one is asked; the button says yes and sends a code.

The link alone logs nobody in: the code goes to the mailbox of the person asked.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import NotReady, no
from accounts.login import send_log_in_code
from mail.token_pages import token_page
from partners import services
from partners.models import Contact
from partners.services.contacts import PURPOSE


@token_page(PURPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, row_id: int, token: str) -> HttpResponse:
    rows = Contact.objects.select_related("partner__initiative", "person", "user")
    contact = rows.filter(pk=row_id, ended_at=None).first()
    if contact is None:
        raise Http404
    if request.method != "POST":
        return _page(request, contact)
    here: Any = request.user
    if here.is_authenticated and here.email != _address(contact):
        wrong = no(_("Du er logget inn som %(name)s. Logg ut, og åpne lenken en gang til.") % {"name": here.name})
        return _page(request, contact, refusal=wrong, status=409)
    try:
        user = services.accept_contact(contact)
    except NotReady as refusal:
        return _page(request, contact, refusal=refusal.verdict, status=409)
    return redirect("start") if here.is_authenticated else send_log_in_code(request, user)


def _page(request: HttpRequest, contact: Contact, *, status: int = 200, **extra: Any) -> HttpResponse:
    partner = contact.partner
    context = {
        "contact": contact,
        "partner": partner,
        "initiative": partner.initiative,
        "email": _address(contact),
        "refusal": None,
        **extra,
    }
    return render(request, "partners/accept.html", context, status=status)


def _address(contact: Contact) -> str:
    """Where the code goes: the account's own address once there is one."""
    return contact.user.email if contact.user else contact.person.email.lower()

"""What the pages of an invited person share: the session a link has opened, the headers, the frame.

A link is followed by one press of a button, which puts the invitation into the browser's session with a secret
of its own; from then on no address holds a token. The secret is what a code is bound to; see services/codes.py.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access import View, public
from mail.token_pages import HEADERS
from paadriv.clock import now
from signing.models import Code, SigningInvitation
from signing.services.acting import Client
from signing.services.codes import confirmed
from signing.states import InvitationState

_KEPT = "signing"
#: So long after the end of a round its links show what was answered; then they are as unknown ones.
OPENS_AFTER = timedelta(days=90)
#: Invitations of which a link is of no use any more.
_GONE = (InvitationState.REPLACED, InvitationState.PENDING)


@dataclass(frozen=True)
class Guest:
    """An invited person in one browser session; ``code`` is the one confirmed there within the hour."""

    invitation: SigningInvitation
    session: str
    code: Code | None


def invitation_of(row_id: int) -> SigningInvitation:
    """The invitation with all that its pages show.

    Raises Http404 for one that was replaced or not asked yet, and when the round has been over for long.
    """
    found = (
        SigningInvitation.objects.select_related(
            "party__partner", "party__round__version", "party__round__document__initiative"
        )
        .filter(pk=row_id)
        .exclude(state__in=_GONE)
        .first()
    )
    closed_at = found.party.round.closed_at if found else None
    if found is None or (closed_at and now() > closed_at + OPENS_AFTER):
        raise Http404
    return found


def remember(request: HttpRequest, invitation: SigningInvitation) -> str:
    """Let this browser's session open the invitation's pages; the secret of it."""
    kept: dict[str, str] = request.session.get(_KEPT, {})
    if str(invitation.pk) not in kept:
        if not request.user.is_authenticated:
            request.session.cycle_key()
        request.session[_KEPT] = {**kept, str(invitation.pk): secrets.token_urlsafe(32)}
    return str(request.session[_KEPT][str(invitation.pk)])


def guest_page(*, confirmed_only: bool = True) -> Callable[[View], View]:
    """Declare a page of one invited person, called as ``view(request, guest)``.

    404 where the session has not followed that person's link; ``confirmed_only`` sends those without a
    confirmed code to the page where it is typed.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, invitation: int) -> HttpResponse:
            guest = _guest(request, invitation)
            if confirmed_only and guest.code is None:
                response: HttpResponse = redirect("signing:code", invitation)
            else:
                response = view(request, guest)
            for name, value in HEADERS.items():
                response.headers.setdefault(name, value)
            return response

        return public("opened by a session that followed the invited person's link")(opened)

    return decorate


def client_of(request: HttpRequest, guest: Guest) -> Client:
    return Client(
        session=guest.session,
        ip=str(get_adapter(request).get_client_ip(request)),
        user_agent=request.headers.get("User-Agent", ""),
    )


def frame(invitation: SigningInvitation) -> dict[str, Any]:
    """What every page shows around its own content."""
    asked_in = invitation.party.round
    return {
        "invitation": invitation,
        "party": invitation.party,
        "round": asked_in,
        "version": asked_in.version,
        "initiative": asked_in.document.initiative,
    }


def _guest(request: HttpRequest, row_id: int) -> Guest:
    kept: dict[str, str] = request.session.get(_KEPT, {})
    session = kept.get(str(row_id))
    if session is None:
        raise Http404
    invitation = invitation_of(row_id)
    return Guest(invitation, session, confirmed(invitation, session=session, at=now()))

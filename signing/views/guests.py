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
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.access import View, public
from mail.token_pages import HEADERS
from paadriv.clock import now
from paadriv.prepared import prepared
from signing.models import SigningInvitation
from signing.services.acting import Client, NotConfirmed
from signing.services.codes import counts_after, digest_of, of_session
from signing.states import InvitationState

_KEPT = "signing"
#: So long after the end of a round its links show what was answered; then they are as unknown ones.
OPENS_AFTER = timedelta(days=90)
#: Invitations of which a link is of no use any more.
_GONE = (InvitationState.REPLACED, InvitationState.REVOKED, InvitationState.PENDING)
#: What the pages show and the rules ask about; the text itself is read where it is not kept, see documents/frozen.py.
_ROUND = ("purpose", "state", "deadline", "closed_at", "document__kind", "document__template_id")
_VERSION = ("number", "content_sha256", "pdf_sha256", "file", "pages", "dated_on")
_INITIATIVE = ("place_name", "state", "contact_name", "contact_email", "contact_phone")
_SHOWN = (
    *("name", "address", "title", "authority", "reference", "state", "person_id", "delegated_from_id"),
    *(f"party__{name}" for name in ("name", "number", "state", "partner__stage")),
    *(f"party__round__{name}" for name in _ROUND),
    *(f"party__round__version__{name}" for name in _VERSION),
    *(f"party__round__document__initiative__{name}" for name in _INITIATIVE),
)


@prepared
def _invitation(row: int) -> QuerySet[SigningInvitation]:
    return _narrow().filter(pk=row).order_by("pk")


@prepared
def _invitation_confirmed(row: int, session: str) -> QuerySet[SigningInvitation]:
    """Once for each code that was confirmed in the session, the latest first."""
    found = _narrow().filter(of_session(session, "codes__"), pk=row, codes__confirmed_at__isnull=False)
    return found.annotate(confirmed_at=F("codes__confirmed_at")).order_by("-codes__confirmed_at")


def _narrow() -> QuerySet[SigningInvitation]:
    related = ("party__partner", "party__round__version", "party__round__document__initiative")
    return SigningInvitation.objects.select_related(*related).only(*_SHOWN)


@dataclass(frozen=True)
class Guest:
    """An invited person in one browser session."""

    invitation: SigningInvitation
    session: str


def invitation_of(row_id: int, *, confirmed_in: str = "") -> SigningInvitation:
    """The invitation with all that its pages show; ``confirmed_in`` a session whose secret this is, where given.

    Raises Http404 for one that was replaced or not asked yet, and when the round has been over for long; and
    NotConfirmed.
    """
    rows = _invitation_confirmed(row_id, digest_of(confirmed_in)) if confirmed_in else _invitation(row_id)
    found: Any = next(iter(rows), None)
    if confirmed_in and (found is None or found.confirmed_at <= counts_after(now())):
        invitation_of(row_id)
        raise NotConfirmed(_("Det er mer enn en time siden du bekreftet med kode. Be om en ny kode."))
    closed_at = found.party.round.closed_at if found else None
    if found is None or found.state in _GONE or (closed_at and now() > closed_at + OPENS_AFTER):
        raise Http404
    invitation: SigningInvitation = found
    return invitation


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
            try:
                response = view(request, _guest(request, invitation, confirmed_only=confirmed_only))
            except NotConfirmed:
                response = redirect("signing:code", invitation)
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


def _guest(request: HttpRequest, row_id: int, *, confirmed_only: bool) -> Guest:
    kept: dict[str, str] = request.session.get(_KEPT, {})
    session = kept.get(str(row_id))
    if session is None:
        raise Http404
    return Guest(invitation_of(row_id, confirmed_in=session if confirmed_only else ""), session)

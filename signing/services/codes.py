"""Codes to the invited mailbox: six digits, ten minutes, five tries; confirmed, an hour for one browser session.

Only a keyed digest of a code is kept, bound to invitation, version and sending. A wrong try is written down
whatever comes after it. The letter is sent in the same request, as log-in codes are; see mail/codes.py.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.access import NotReady
from documents.models import DocumentVersion
from mail import codes as letters
from paadriv.clock import now
from signing.kinds import code as code_letter
from signing.models import Code, SigningInvitation
from signing.states import InvitationState

LASTS = timedelta(minutes=10)
_CONFIRMED_LASTS = timedelta(minutes=60)
MOST_TRIES = 5
MOST_PER_DAY = 10
#: A second press of the button within this time sends no second code.
_PRESSED_TWICE = timedelta(seconds=20)


class TooManyCodes(NotReady):
    """More codes to one mailbox in a day than anybody needs: 429."""


def send_code(invitation: SigningInvitation, *, session: str) -> bool:
    """Send a new code to the invited mailbox; earlier ones are dead. False when the mail server did not take it.

    ``session`` is the secret of the browser session that may use it. Raises TooManyCodes.
    """
    made = _new_code(invitation, session)
    if made is None:
        return True
    message = letters.write_row(
        code_letter.KIND, invitation.pk, invitation.address, invitation.name, scope=_scope(invitation)
    )
    return letters.deliver(message, code_letter.as_email(message, invitation, made))


@transaction.atomic
def confirm(invitation: SigningInvitation, *, code: str, session: str) -> bool:
    """Whether this is the live code of this session; a wrong one costs a try, the fifth its life."""
    SigningInvitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    row = invitation.codes.filter(is_dead=False, confirmed_at=None).first()
    moment = now()
    if row is None or moment >= row.expires_at or row.session != digest_of(session):
        return False
    if not hmac.compare_digest(row.digest, _digest(invitation, row.sent_at, code)):
        row.tries += 1
        row.is_dead = row.tries >= MOST_TRIES
        row.save(update_fields=["tries", "is_dead"])
        return False
    row.confirmed_at = moment
    row.save(update_fields=["confirmed_at"])
    return True


def confirmed(invitation: SigningInvitation, *, session: str, at: datetime) -> Code | None:
    """The code by which this session is confirmed at this moment."""
    return invitation.codes.filter(of_session(digest_of(session)), confirmed_at__gt=counts_after(at)).first()


def may_try(invitation: SigningInvitation, *, session: str, at: datetime) -> bool:
    """Whether there is a live code that this session can still type."""
    typed_in = of_session(digest_of(session))
    return invitation.codes.filter(typed_in, confirmed_at=None, expires_at__gt=at).exists()


def of_session(digest: str, codes: str = "") -> Q:
    """The live codes of a browser session, by the digest of its secret; ``codes`` is the way to them, as «codes__»."""
    return Q((f"{codes}session", digest), (f"{codes}is_dead", False))


def counts_after(at: datetime) -> datetime:
    """A code that was confirmed later than this is still good at that moment."""
    return at - _CONFIRMED_LASTS


@transaction.atomic
def _new_code(invitation: SigningInvitation, session: str) -> str | None:
    row = SigningInvitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    moment = now()
    earlier = Code.objects.filter(invitation__address=row.address, sent_at__gt=moment - timedelta(days=1))
    live = row.codes.filter(of_session(digest_of(session)), confirmed_at=None).first()
    if live and live.sent_at > moment - _PRESSED_TWICE:
        return None
    if earlier.count() >= MOST_PER_DAY:
        raise TooManyCodes(_("Du har fått mange koder det siste døgnet. Vent til i morgen før du ber om en ny."))
    row.codes.filter(confirmed_at=None).update(is_dead=True)
    code = f"{secrets.randbelow(1_000_000):06d}"
    Code.objects.create(
        invitation=row,
        digest=_digest(invitation, moment, code),
        sent_at=moment,
        expires_at=moment + LASTS,
        session=digest_of(session),
    )
    if row.state == InvitationState.SENT:
        row.state = InvitationState.OPENED
        row.save(update_fields=["state"])
    return code


def _digest(invitation: SigningInvitation, sent_at: datetime, code: str) -> str:
    version: DocumentVersion = invitation.party.round.version
    bound = f"{invitation.pk}:{version.content_sha256}:{version.pdf_sha256}:{sent_at.timestamp():.6f}:{code}"
    return hmac.new(settings.SECRET_KEY.encode(), bound.encode(), hashlib.sha256).hexdigest()


def digest_of(session: str) -> str:
    return hashlib.sha256(session.encode()).hexdigest()


def _scope(invitation: SigningInvitation) -> str:
    return invitation.party.round.initiative.chain

"""Link tokens: made again from a key when mailed, found by digest, one purpose and one row each."""

from __future__ import annotations

import base64
import hashlib
import hmac

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet

from mail.models import LinkToken, LinkTries
from paadriv.clock import now
from paadriv.prepared import prepared

#: ASVS 2.4.1; whole offices share one address, so the limit counts unknown links only.
MOST_UNKNOWN = 30
_WINDOW_SECONDS = 600
_TOKEN_LENGTH = 43


def token_for(purpose: str, row_id: int, *, generation: int | None = None) -> str:
    """The token of the row's current (or given) generation, registered so that it opens.

    Purpose, row and generation alone decide it, so that a mail sent again holds the same link. A revoked
    row stays closed: only ``rotate`` opens it again. After a change of the link key a new generation is
    made, and the links already mailed go on working.
    """
    if generation is None:
        latest = _latest(purpose, row_id)
        generation = latest.generation if latest else 1
        if latest and latest.revoked_at is None and latest.digest != digest_of(_token(purpose, row_id, generation)):
            generation += 1
    token = _token(purpose, row_id, generation)
    LinkToken.objects.get_or_create(
        purpose=purpose, row_id=row_id, generation=generation, defaults={"digest": digest_of(token)}
    )
    return token


def standing_token(purpose: str, row_id: int) -> str | None:
    """The row's token if it opens now; writes nothing. None before the first, when revoked, after a new link key."""
    latest = _latest(purpose, row_id)
    if latest is None or latest.revoked_at is not None:
        return None
    token = _token(purpose, row_id, latest.generation)
    return token if latest.digest == digest_of(token) else None


def rotate(purpose: str, row_id: int) -> str:
    """Revoke every earlier token of the row and return a new one."""
    revoke(purpose, row_id)
    latest = _latest(purpose, row_id)
    return token_for(purpose, row_id, generation=(latest.generation if latest else 0) + 1)


def revoke(purpose: str, row_id: int) -> None:
    LinkToken.objects.filter(purpose=purpose, row_id=row_id, revoked_at=None).update(revoked_at=now())


def row_of(purpose: str, token: str) -> int | None:
    """The row a live token of this purpose opens; None for unknown, revoked or another purpose."""
    if len(token) != _TOKEN_LENGTH or not token.isascii():
        return None
    return next(iter(_live(digest_of(token), purpose)), None)


@prepared
def _live(digest: str, purpose: str) -> QuerySet[LinkToken, int]:
    found = LinkToken.objects.filter(revoked_at=None, digest=digest, purpose=purpose).order_by("pk")
    return found.values_list("row_id", flat=True)


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def unknown_asked_by(address: str) -> int:
    """Count one unknown link from a network address and return how many it is in this window.

    Adding and reading back happen under the row's lock, so that no two requests see the same number.
    """
    client = hmac.new(settings.SECRET_KEY.encode(), address.encode(), hashlib.sha256).hexdigest()
    row, _created = LinkTries.objects.get_or_create(client=client, window=_window())
    LinkTries.objects.filter(pk=row.pk).update(count=F("count") + 1)
    return LinkTries.objects.values_list("count", flat=True).get(pk=row.pk)


def forget_tries() -> None:
    """Drop the counts of windows that are over."""
    LinkTries.objects.filter(window__lt=_window() - 1).delete()


def _window() -> int:
    return int(now().timestamp()) // _WINDOW_SECONDS


def _latest(purpose: str, row_id: int) -> LinkToken | None:
    return LinkToken.objects.filter(purpose=purpose, row_id=row_id).order_by("-generation").first()


def _token(purpose: str, row_id: int, generation: int) -> str:
    mac = hmac.new(settings.LINK_KEY.encode(), f"{purpose}:{row_id}:{generation}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac).decode().rstrip("=")

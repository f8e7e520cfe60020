"""Link tokens: made again from a key when mailed, found by digest, one purpose and one row each."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings

from mail.models import LinkToken
from paadriv.clock import now


def token_for(purpose: str, row_id: int, *, generation: int | None = None) -> str:
    """The token of the row's current (or given) generation, registered so that it opens.

    Purpose, row and generation alone decide it, so that a mail sent again holds the same link.
    """
    if generation is None:
        latest = LinkToken.objects.filter(purpose=purpose, row_id=row_id).order_by("-generation").first()
        generation = latest.generation if latest else 1
    token = _token(purpose, row_id, generation)
    LinkToken.objects.get_or_create(
        purpose=purpose, row_id=row_id, generation=generation, defaults={"digest": digest_of(token)}
    )
    return token


def rotate(purpose: str, row_id: int) -> str:
    """Revoke every earlier token of the row and return a new one."""
    revoke(purpose, row_id)
    latest = LinkToken.objects.filter(purpose=purpose, row_id=row_id).order_by("-generation").first()
    return token_for(purpose, row_id, generation=(latest.generation if latest else 0) + 1)


def revoke(purpose: str, row_id: int) -> None:
    LinkToken.objects.filter(purpose=purpose, row_id=row_id, revoked_at=None).update(revoked_at=now())


def row_of(purpose: str, token: str) -> int | None:
    """The row a live token of this purpose opens; None for unknown, revoked or another purpose."""
    if not 20 <= len(token) <= 64:
        return None
    found = LinkToken.objects.filter(digest=digest_of(token), purpose=purpose, revoked_at=None).first()
    return found.row_id if found else None


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _token(purpose: str, row_id: int, generation: int) -> str:
    import base64

    mac = hmac.new(settings.LINK_KEY.encode(), f"{purpose}:{row_id}:{generation}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac).decode().rstrip("=")

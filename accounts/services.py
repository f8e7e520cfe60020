"""What people do with their own account. Taking access from others is the association's; see oversight."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.db import transaction

from accounts.journal import ASSOCIATION, record
from accounts.models import User


@transaction.atomic
def rename(user: User, *, name: str) -> None:
    """Change one's own name; the journal says that, not what to. Raises ValidationError for an empty name."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.name == name:
        return
    user.name = name
    user.full_clean(exclude=["password"], validate_unique=False)
    user.save(update_fields=["name"])
    record(ASSOCIATION, "renamed_self", by=user, subject=user)


@transaction.atomic
def end_session(session: UserSession, *, by: User) -> None:
    """Log one's own account out where that session is."""
    session.end()
    record(ASSOCIATION, "session_ended", by=by, subject=by)

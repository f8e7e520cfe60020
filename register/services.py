"""Adding to the register what all cities share. Rows are never changed by one city for the others."""

from __future__ import annotations

from django.db import transaction

from accounts.journal import ASSOCIATION, record
from accounts.models import User
from paadriv.text import search_key
from register.models import Organisation


@transaction.atomic
def get_or_add_organisation(*, number: str, name: str, kind: str, by: User | None) -> Organisation:
    """The organisation with this number; registered with name and kind when nobody has done so before.

    Two who add the same number get the same row. Raises ValidationError for a wrong number, name or kind.
    """
    found = Organisation.objects.filter(number=number).first()
    if found is not None:
        return found
    row = Organisation(number=number, name=name, kind=kind, search_text=search_key(name))
    row.full_clean(validate_unique=False)
    row, is_new = Organisation.objects.get_or_create(
        number=number, defaults={"name": row.name, "kind": row.kind, "search_text": row.search_text}
    )
    if is_new:
        record(ASSOCIATION, "organisation_added", by=by, subject=row)
    return row

"""How views find versions and wishes to freeze: through the document they belong to; all else is 404."""

from __future__ import annotations

from typing import Any

from documents.loading import visible_document
from documents.models import DocumentVersion, FreezeRequest


def visible_request(user: Any, initiative: int, document: int, wish: int) -> FreezeRequest:
    home = visible_document(user, initiative, document)
    found: FreezeRequest = home.freeze_requests.get(pk=wish)
    found.document = home
    return found


def visible_version(user: Any, initiative: int, document: int, number: int) -> DocumentVersion:
    home = visible_document(user, initiative, document)
    found: DocumentVersion = home.versions.select_related("frozen_by").get(number=number)
    found.document = home
    return found

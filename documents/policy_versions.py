"""Who may freeze a document and who may read what is frozen. Says nothing about when; see services/freezing.py."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.access import YES, Verdict, no
from documents.models import Document, DocumentVersion, FreezeRequest
from initiatives import policy
from initiatives.models import Initiative


def may_read_draft(user: Any, document_id: int) -> Verdict:
    """A document as a whole before it is frozen: the members, and the association; partners read what is shared."""
    return policy.may_see(user, Initiative.objects.get(documents=document_id))


def may_freeze(user: Any, document: Document) -> Verdict:
    """Coordinators, while the initiative is open."""
    return policy.may_coordinate(user, document.initiative)


def may_follow(user: Any, request: FreezeRequest) -> Verdict:
    """See how far the worker has come: the members, and the association."""
    return policy.may_see(user, request.document.initiative)


def may_read_version(user: Any, version: DocumentVersion) -> Verdict:
    """A frozen version is what partners are asked about: members, partners' contacts and the association."""
    initiative = version.document.initiative
    if user.is_association_admin or policy.membership_of(user, initiative) is not None:
        return YES
    return no(_("Bare medlemmer av initiativet kan lese dokumentet."))


def may_read_completed(user: Any, version: DocumentVersion) -> Verdict:
    """The completed copy names persons: members and partners' contacts, never the association's administrators."""
    if policy.membership_of(user, version.document.initiative) is not None:
        return YES
    return no(_("Bare medlemmer av initiativet kan se hvem som har svart."))


def may_retry_completed(user: Any, version: DocumentVersion) -> Verdict:
    """Ask anew for a completed copy that failed: coordinators."""
    return policy.may_coordinate(user, version.document.initiative)

"""What is said of one section, as its page shows it: proposals as differences, and what the reader may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from accounts.access import Verdict
from documents import policy
from documents.difference import to_html, words
from documents.models import Comment, Section
from documents.services.locking import may_write_now


@dataclass(frozen=True)
class Said:
    """One comment; ``difference`` is the proposed text against the one it began from."""

    comment: Comment
    difference: SafeString | None
    may_resolve: Verdict
    may_take_in: Verdict


def thread_of(section: Section, user: Any) -> list[Said]:
    """In the order they were said. Two queries."""
    rows = list(section.comments.select_related("author", "resolved_by").order_by("pk"))
    revisions = {row.base_revision for row in rows if row.base_revision is not None}
    bases: dict[int, str] = {}
    if revisions:
        texts = section.texts.filter(revision__in=revisions, is_lost=False).order_by("pk")
        bases = dict(texts.values_list("revision", "body"))
    is_open = may_write_now(section.document)
    said = []
    for row in rows:
        row.section = section
        difference = (
            to_html(words(bases.get(row.base_revision, ""), row.proposal)) if row.base_revision is not None else None
        )
        resolve, take_in = policy.may_resolve(user, row) and is_open, policy.may_take_in(user, row) and is_open
        said.append(Said(row, difference, resolve, take_in))
    return said

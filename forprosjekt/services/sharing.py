"""Which chapters the partners' contacts may read."""

from __future__ import annotations

from django.db import transaction

from accounts.journal import record
from accounts.models import User
from forprosjekt.models import Chapter, SharedChapter
from initiatives.models import Initiative
from initiatives.services.locking import open_and_locked
from paadriv.clock import now


@transaction.atomic
def share_chapter(initiative: Initiative, chapter: Chapter, *, by: User) -> None:
    """Let the partners' contacts read a chapter; a repeat changes nothing."""
    initiative = open_and_locked(initiative)
    if not initiative.shared_chapters.filter(chapter=chapter).exists():
        SharedChapter.objects.create(initiative=initiative, chapter=chapter, by=by, at=now())
        record(initiative.chain, "chapter_shared", by=by, subject=initiative, chapter=chapter.value)


@transaction.atomic
def keep_chapter(initiative: Initiative, chapter: Chapter, *, by: User) -> None:
    """Stop sharing a chapter; a repeat changes nothing."""
    initiative = open_and_locked(initiative)
    if initiative.shared_chapters.filter(chapter=chapter).delete()[0]:
        record(initiative.chain, "chapter_kept", by=by, subject=initiative, chapter=chapter.value)

"""The programme, item by item. Start times follow from the minutes; removing the introduction needs a reason."""

from __future__ import annotations

from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotReady
from accounts.editing import apply
from accounts.journal import record
from accounts.models import User
from initiatives.models import REASON_AT_LEAST
from meetings.models import Meeting, ProgrammeItem
from meetings.programme import STANDARD
from meetings.services.locking import planned_meeting

MOST_ITEMS = 40


@transaction.atomic
def add_item(
    meeting: Meeting, *, title: str, minutes: int, by: User, responsible: str = "", description: str = ""
) -> ProgrammeItem:
    """Put an item at the end. Raises NotReady when the programme is as long as any may be."""
    meeting = planned_meeting(meeting)
    positions = list(meeting.programme.values_list("position", flat=True))
    if len(positions) >= MOST_ITEMS:
        raise NotReady(_("Programmet kan ha høyst %(most)d poster.") % {"most": MOST_ITEMS})
    item = ProgrammeItem(
        meeting=meeting,
        position=max(positions, default=-1) + 1,
        title=title,
        minutes=minutes,
        responsible=responsible,
        description=description,
    )
    item.full_clean()
    item.save()
    record(meeting.initiative.chain, "programme_changed", by=by, subject=meeting, added=item.pk)
    return item


@transaction.atomic
def edit_item(item: ProgrammeItem, changes: dict[str, Any], *, revision: int, by: User) -> ProgrammeItem:
    """Change an item. Raises Stale with both texts, ValidationError for bad values."""
    meeting = planned_meeting(item.meeting)
    item = meeting.programme.select_for_update().get(pk=item.pk)
    if apply(item, changes, revision=revision):
        record(meeting.initiative.chain, "programme_changed", by=by, subject=meeting, edited=item.pk)
    return item


@transaction.atomic
def remove_item(item: ProgrammeItem, *, by: User, reason: str = "") -> None:
    """Take an item out. The introduction to the method goes only with a reason of 20 characters or more.

    The reason is kept on the meeting and shown at gate 1. Raises ValidationError at ``reason``.
    """
    meeting = planned_meeting(item.meeting)
    item = meeting.programme.select_for_update().get(pk=item.pk)
    if item.kind == ProgrammeItem.Kind.INTRODUCTION:
        try:
            REASON_AT_LEAST(reason.strip())
        except ValidationError as short:
            raise ValidationError(
                {"reason": _("Skriv hvorfor innføringen tas ut, med minst 20 tegn.")}, code="reason"
            ) from short
        meeting.introduction_removed_because = reason.strip()
        meeting.full_clean(validate_unique=False, validate_constraints=False)
        meeting.save(update_fields=["introduction_removed_because"])
    key = item.pk
    item.delete()
    record(meeting.initiative.chain, "programme_changed", by=by, subject=meeting, removed=key)


@transaction.atomic
def put_introduction_back(meeting: Meeting, *, by: User) -> ProgrammeItem:
    """Put the method's introduction in again, at the end; a repeat changes nothing."""
    meeting = planned_meeting(meeting)
    found = meeting.programme.filter(kind=ProgrammeItem.Kind.INTRODUCTION).first()
    if found is not None:
        return found
    post = next(post for post in STANDARD if post.kind == ProgrammeItem.Kind.INTRODUCTION)
    last = max(meeting.programme.values_list("position", flat=True), default=-1)
    item = ProgrammeItem.objects.create(
        meeting=meeting,
        position=last + 1,
        kind=post.kind,
        title=str(post.title),
        minutes=post.minutes,
        responsible=str(post.responsible),
        description=str(post.description),
    )
    meeting.introduction_removed_because = ""
    meeting.save(update_fields=["introduction_removed_because"])
    record(meeting.initiative.chain, "programme_changed", by=by, subject=meeting, added=item.pk)
    return item


@transaction.atomic
def move_item(item: ProgrammeItem, direction: Literal["up", "down"], *, by: User) -> None:
    """Swap an item with the one above or below it; at the end of the list nothing happens."""
    meeting = planned_meeting(item.meeting)
    rows = list(meeting.programme.select_for_update().order_by("position", "pk"))
    place = next(index for index, row in enumerate(rows) if row.pk == item.pk)
    other = place + (-1 if direction == "up" else 1)
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for position, row in enumerate(rows):
        row.position = position
    ProgrammeItem.objects.bulk_update(rows, ["position"])
    record(meeting.initiative.chain, "programme_changed", by=by, subject=meeting, moved=item.pk)

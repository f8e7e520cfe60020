"""What races of signing share: a scene with two partners, acts made ready, and the locks taken away."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from typing import Any
from unittest.mock import patch

from django.db import connection, models
from django.utils import timezone

from accounts import triggers
from accounts.journal import verify
from accounts.models import JournalEntry
from documents.models import DocumentVersion
from mail.models import Message
from signing.models import Act, Code, Round, SigningInvitation
from signing.services import acting, deadlines
from signing.services.opening import Asked
from signing.states import ActKind
from tests import signing_world

SESSIONS = "hver sin nettleser"
#: Ends that a round can have been told to have, as the journal's verbs.
ENDS = [f"round_{state}" for state in ("completed", "failed", "expired", "voided")]


class Scene:
    """One version and two partners, asked again in round after round."""

    def __init__(self) -> None:
        self.version: DocumentVersion = signing_world.version()
        self.partners = signing_world.partners(self.version.document.initiative)

    def opened(self, **fields: Any) -> tuple[Round, list[SigningInvitation]]:
        Code.objects.all().delete()  # how many a mailbox gets in a day is not what is asked here
        asked_in = signing_world.opened(self.version, parties=[Asked(one) for one in self.partners], **fields)
        rows = signing_world.invitations(asked_in)
        for row in rows:
            signing_world.confirmed(row, SESSIONS)
        return asked_in, rows


def saying(row: SigningInvitation, kind: str = ActKind.ENDORSE, key: uuid.UUID | None = None) -> Callable[[], Any]:
    """One act, made ready beforehand so that only the act itself races."""
    given = signing_world.answer(kind)
    consent = signing_world.consent(row, given, form_key=key)
    client = acting.Client(session=SESSIONS)
    return lambda: acting.act(row, given, consent, client=client)


def ended(asked_in: Round) -> str:
    """How the round ended, which it did once, with one mail to each and an unbroken log."""
    asked_in.refresh_from_db()
    told = JournalEntry.objects.filter(verb__in=ENDS, subject_id=asked_in.pk, subject_type="signing.round")
    assert [entry.verb for entry in told] == ([] if asked_in.is_open else [f"round_{asked_in.state}"])
    mails = Message.objects.filter(sending__kind__in=ENDS, sending__content__round=asked_in.pk)
    assert mails.count() == (0 if asked_in.is_open else 2)
    assert not list(verify())
    return asked_in.state


def acts_of(asked_in: Round) -> list[str]:
    return list(Act.objects.filter(party__round=asked_in).order_by("pk").values_list("kind", flat=True))


def finished(asked_in: Round) -> None:
    if asked_in.is_open:
        signing_world.voided(asked_in)


def around_the_deadline(asked_in: Round) -> tuple[datetime, datetime]:
    """The last second of the round's last day in Norway, and the first after it."""
    midnight = timezone.make_aware(datetime.combine(asked_in.deadline + timedelta(days=1), time()))
    return midnight - timedelta(seconds=1), midnight + timedelta(seconds=1)


@contextmanager
def without_lock() -> Iterator[None]:
    """Acts read their invitation and round as they are, and hold nothing."""

    def unlocked(invitation_id: int, *, must_be_open: bool = True) -> SigningInvitation:
        found = SigningInvitation.objects.select_related(
            "party__partner", "party__round__version", "party__round__document__initiative", "person"
        ).get(pk=invitation_id)
        found.party.round.version.document = found.party.round.document
        return found

    with patch.object(acting, "locked_invitation", unlocked):
        yield


@contextmanager
def job_without_lock() -> Iterator[None]:
    """The job that ends rounds reads them as they are, and holds nothing."""

    def unlocked(round_id: int, *, must_be_open: bool = True) -> Round:
        return Round.objects.select_related("version", "document__initiative").get(pk=round_id)

    with patch.object(deadlines, "locked_round", unlocked):
        yield


@contextmanager
def without_uniqueness() -> Iterator[None]:
    """The table of acts without what makes an act the only one; it is emptied before they are put back."""
    one_yes = next(one for one in Act._meta.constraints if one.name == "one_yes_per_invitation")
    unique, free = Act._meta.get_field("form_key"), models.UUIDField()
    free.set_attributes_from_name("form_key")
    free.model = Act
    with connection.schema_editor() as editor:
        editor.remove_constraint(Act, one_yes)
        editor.alter_field(Act, unique, free)
    triggers.drop_guards("default", "signing_act_fills_one_seat")
    try:
        yield
    finally:
        triggers.drop()  # flushing installs them again
        with connection.cursor() as cursor:
            cursor.execute("truncate signing_act cascade")
        with connection.schema_editor() as editor:
            editor.alter_field(Act, free, unique)
            editor.add_constraint(Act, one_yes)

"""Mail whose recipient is erased: the rows stay without an address, and nothing goes out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from mail import claims
from mail.models import Message
from mail.sending import send_waiting
from mail.services import forget, retry
from paadriv.clock import now
from tests.mail_world import queued, states
from tests.smtp_stub import Stub

pytestmark = pytest.mark.django_db(transaction=True)


def test_mail_that_waits_or_failed_is_stopped_and_never_tried_again(kind: None, smtp: Stub) -> None:
    sending = queued(3)
    first = sending.messages.order_by("pk")[0]
    Message.objects.filter(pk=first.pk).update(state="failed", reason="Adressen finnes ikke.")

    forget(sending.messages.filter(pk__lte=first.pk + 1))
    send_waiting()

    assert states(sending) == ["stopped", "stopped", "sent"]
    assert list(sending.messages.order_by("pk").values_list("address", flat=True))[:2] == ["", ""]
    assert set(sending.messages.values_list("name", flat=True)) == {"", sending.messages.latest("pk").name}


def test_mail_that_a_worker_held_and_dropped_goes_to_nobody(kind: None, smtp: Stub) -> None:
    sending = queued()
    claims.claim(sending.pk)
    forget(sending.messages.all())
    sending.messages.update(claimed_until=now() - timedelta(days=1))

    send_waiting()

    assert states(sending) == ["stopped"]
    assert sending.messages.get().reason == "Opplysningene om mottakeren er slettet."


def test_what_was_forgotten_is_not_queued_again(kind: None) -> None:
    sending = queued()
    forget(sending.messages.all())

    with transaction.atomic():
        assert retry(sending.messages.all()) == []

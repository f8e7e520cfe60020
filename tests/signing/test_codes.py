"""Codes: to the invited mailbox only, ten minutes, five tries, one at a time, for one session."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail

from mail.models import Message
from mail.sending import send_waiting
from paadriv import clock
from paadriv.clock import now
from signing.models import Code
from signing.services import codes
from signing.services.codes import TooManyCodes
from signing.states import InvitationState
from tests import signing_world

pytestmark = pytest.mark.django_db
SESSION = signing_world.SESSION


@pytest.fixture
def pair():
    return signing_world.invitations(signing_world.opened())


def sent(invitation, session=SESSION) -> str:
    assert codes.send_code(invitation, session=session)
    return signing_world.code_in_mailbox()


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_a_code_goes_to_the_invited_mailbox_and_only_its_digest_is_kept(pair):
    code = sent(pair[0])

    assert mail.outbox[-1].to == [f"{pair[0].name} <{pair[0].address}>"]
    assert len(code) == 6
    row = Code.objects.get()
    assert code not in str(row.__dict__)
    assert row.expires_at - row.sent_at == timedelta(minutes=10)
    pair[0].refresh_from_db()
    assert pair[0].state == InvitationState.OPENED


def test_the_right_code_confirms_for_an_hour_in_its_own_session(pair):
    assert codes.confirm(pair[0], code=sent(pair[0]), session=SESSION)

    assert codes.confirmed(pair[0], session=SESSION, at=now())
    assert codes.confirmed(pair[0], session=SESSION, at=now() + timedelta(minutes=59))
    assert not codes.confirmed(pair[0], session=SESSION, at=now() + timedelta(minutes=61))
    assert not codes.confirmed(pair[0], session="en annen", at=now())
    assert not codes.confirmed(pair[1], session=SESSION, at=now())


def test_five_wrong_tries_kill_the_code_and_leave_others_alone(pair):
    code, other = sent(pair[0]), sent(pair[1])

    assert not any(codes.confirm(pair[0], code=wrong(code), session=SESSION) for _try in range(5))

    assert not codes.confirm(pair[0], code=code, session=SESSION)
    assert codes.confirm(pair[1], code=other, session=SESSION)
    assert codes.confirm(pair[0], code=sent(pair[0]), session=SESSION)


def test_four_wrong_tries_are_forgiven(pair):
    code = sent(pair[0])
    for _try in range(4):
        codes.confirm(pair[0], code=wrong(code), session=SESSION)

    assert codes.confirm(pair[0], code=code, session=SESSION)


def test_a_code_of_one_invitation_is_no_code_of_another(pair):
    code = sent(pair[0])
    sent(pair[1])

    assert not codes.confirm(pair[1], code=code, session=SESSION) or code == signing_world.code_in_mailbox()


def test_a_new_code_kills_the_old_one(pair):
    old = sent(pair[0])
    with clock.set_to(now() + timedelta(minutes=1)):
        new = sent(pair[0])
        assert old == new or not codes.confirm(pair[0], code=old, session=SESSION)
        assert codes.confirm(pair[0], code=new, session=SESSION)


def test_pressing_the_button_twice_sends_one_code(pair):
    code = sent(pair[0])
    assert codes.send_code(pair[0], session=SESSION)

    assert len(mail.outbox) == 1
    assert codes.confirm(pair[0], code=code, session=SESSION)


def test_a_code_is_dead_after_ten_minutes_and_used_once(pair):
    code = sent(pair[0])
    with clock.set_to(now() + timedelta(minutes=10)):
        assert not codes.confirm(pair[0], code=code, session=SESSION)
    assert codes.confirm(pair[0], code=code, session=SESSION)
    assert not codes.confirm(pair[0], code=code, session=SESSION)


def test_a_code_typed_in_another_session_is_refused_and_costs_no_try(pair):
    code = sent(pair[0])

    assert not codes.confirm(pair[0], code=code, session="en annen")
    assert Code.objects.get().tries == 0


def test_a_mailbox_gets_ten_codes_a_day(pair):
    for minute in range(10):
        with clock.set_to(now() + timedelta(minutes=minute)):
            sent(pair[0])
    with clock.set_to(now() + timedelta(hours=1)), pytest.raises(TooManyCodes):
        codes.send_code(pair[0], session=SESSION)
    with clock.set_to(now() + timedelta(hours=25)):
        assert sent(pair[0])


def test_a_mail_server_that_is_away_is_told_of_and_nothing_is_sent_later(pair, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    assert codes.send_code(pair[0], session=SESSION) is False

    row = Message.objects.get(sending__kind="signing_code")
    assert row.state == Message.State.FAILED
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send_waiting()
    assert not [letter for letter in mail.outbox if "Koden din" in letter.subject]

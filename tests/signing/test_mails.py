"""What the mails of a round say, to whom, and when they are not sent after all."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail

from mail.links import row_of, token_for
from mail.models import Message
from mail.sending import send_waiting
from paadriv.text import day
from partners import services as partners
from signing.links import SIGNING
from signing.services import deadlines, handing_on
from signing.states import ActKind
from tests import partners_world, signing_world, world

pytestmark = pytest.mark.django_db


def letters(kind: str) -> list[str]:
    """The texts of what was sent of one kind; the codes of the world are left out."""
    send_waiting()
    sent = Message.objects.filter(sending__kind=kind, state=Message.State.SENT)
    ids = set(sent.values_list("message_id", flat=True))
    return [f"{one.subject}\n{one.body}" for one in mail.outbox if one.extra_headers.get("Message-ID") in ids]


def stopped(kind: str) -> list[str]:
    send_waiting()
    return list(Message.objects.filter(sending__kind=kind, state="stopped").values_list("reason", flat=True))


def test_the_request_says_what_by_when_and_for_whom_and_its_link_opens():
    asked_in = signing_world.opened()

    [text, _other] = letters("signing_request")

    row = signing_world.invitations(asked_in)[0]
    assert text.startswith("Svar innen ")
    assert "Pådriv Arendal ber Havnebanken ta stilling til «Målbilde for Pådriv Arendal», versjon 1" in text
    assert "Ditt grunnlag: signaturrett" in text
    assert "Spørsmål? Kontakt" in text
    token = re.search(r"/tilslutning/([\w-]{43})/", text)
    assert token is not None
    assert row_of(SIGNING, token[1]) == row.pk


def test_a_request_that_was_overtaken_is_stopped():
    first, last = signing_world.invitations(signing_world.opened())
    signing_world.acted(first)
    partners.opt_out(last.person, by=None)

    assert stopped("signing_request") == [
        "Personen har svart, eller en annen svarer i stedet.",
        "Personen har meldt seg av henvendelser.",
    ]


def test_the_request_sent_again_holds_the_new_link():
    row = signing_world.invitations(signing_world.opened())[0]
    handing_on.send_again(row, by=world.coordinator_of(row.initiative))

    texts = [text for text in letters("signing_request") if "Havnebanken" in text]

    assert all(token_for(SIGNING, row.pk) in text for text in texts)
    assert len(texts) == 2


def test_a_colleague_is_told_who_asks():
    signing_world.delegated(signing_world.invitations(signing_world.opened())[0])

    assert any("Signatar 1 i Havnebanken har bedt deg svare i stedet." in text for text in letters("signing_request"))
    [news] = letters("signing_news")
    assert "Signatar 1 i Havnebanken har bedt Eva Strand svare for Havnebanken" in news


def test_two_who_answer_jointly_are_told_so():
    initiative = world.initiative()
    joint = partners_world.startup_partner(initiative, "Havnebanken", joint=True)
    other = partners_world.startup_partner(initiative, "Bryggebyen vel")
    asked = [signing_world.opening.Asked(one) for one in (joint, other)]
    signing_world.opened(signing_world.version(signing_world.document(initiative)), parties=asked)

    assert sum("To personer må svare for Havnebanken." in text for text in letters("signing_request")) == 2


def test_the_receipt_holds_the_exact_words_and_both_fingerprints():
    act = signing_world.acted(signing_world.invitations(signing_world.opened())[0], ActKind.RESERVATION)

    [text] = letters("signing_receipt")

    assert f"> {act.statement}" in text
    assert act.content_sha256 in text
    assert act.pdf_sha256 in text
    assert "stiller seg bak med merknad" in text.splitlines()[0]


@pytest.mark.parametrize(
    ("end", "words"),
    [
        ("completed", "2\xa0virksomheter stiller seg bak"),
        ("failed", "kan ikke stille seg bak"),
        ("voided", "Begrunnelse:\n\n> Teksten må skrives om."),
    ],
)
def test_everybody_who_was_asked_is_told_how_it_ended(end, words):
    asked_in = signing_world.opened()
    if end == "completed":
        signing_world.all_endorse(asked_in)
    elif end == "failed":
        signing_world.acted(signing_world.invitations(asked_in)[0], ActKind.DECLINE)
    else:
        signing_world.voided(asked_in)

    texts = letters(f"round_{end}")

    assert len(texts) == 2
    assert all(words in text for text in texts)
    [news] = letters("signing_news")
    assert "Havnebanken: " in news


def test_when_the_time_is_up_everybody_is_told(clock_at):
    clock_at("2026-03-02 10:00")
    asked_in = signing_world.opened()
    clock_at("2026-03-17 10:00")
    deadlines.expire_due()

    assert len(letters("round_expired")) == 2
    asked_in.refresh_from_db()
    assert stopped("signing_request") == ["Runden er over."] * 2


def extended(asked_in, days: int = 7):
    by = world.coordinator_of(asked_in.initiative)
    return deadlines.extend(asked_in, deadline=asked_in.deadline + timedelta(days=days), by=by)


def test_who_has_not_answered_is_told_of_more_time_and_who_has_is_not(clock_at):
    clock_at("2026-03-02 10:00")
    asked_in = signing_world.opened(number=3)
    first, second, third = signing_world.invitations(asked_in)
    signing_world.acted(first)
    partners.opt_out(third.person, by=None)

    extended(asked_in)

    [text] = letters("round_extended")
    assert text.startswith("Ny frist 23.\xa0mars 2026: «Målbilde for Pådriv Arendal»")
    assert "var 16.\xa0mars 2026. Nå er den 23.\xa0mars 2026." in text
    assert f"Vi venter på svaret ditt for {second.party.name}." in text
    assert token_for(SIGNING, second.pk) in text
    assert stopped("round_extended") == []


def test_news_of_more_time_that_was_overtaken_is_stopped():
    asked_in = signing_world.opened()
    extended(asked_in)
    later = extended(asked_in, 14)
    signing_world.acted(signing_world.invitations(asked_in)[0])

    reasons = stopped("round_extended")

    assert sorted(reasons) == [
        "Fristen er flyttet etter dette.",
        "Personen har svart, eller en annen svarer i stedet.",
        "Personen har svart, eller en annen svarer i stedet.",
    ]
    [text] = letters("round_extended")
    assert day(later.deadline) in text


def test_those_whose_turn_has_not_come_are_not_told_of_more_time():
    version = signing_world.version()
    first, second = signing_world.partners(version.document.initiative)
    parties = [signing_world.opening.Asked(first), signing_world.opening.Asked(second, group=2)]
    asked_in = signing_world.opened(version, parties=parties, is_ordered=True)

    extended(asked_in)

    assert Message.objects.filter(sending__kind="round_extended").count() == 1


def test_coordinators_hear_of_an_answer_taken_back():
    row = signing_world.invitations(signing_world.opened())[0]
    signing_world.acted(row)
    signing_world.acted(row, ActKind.WITHDRAW)

    [news] = letters("signing_news")

    assert "har trukket svaret fra Havnebanken" in news


def test_no_mail_of_signing_fails_to_be_built():
    asked_in = signing_world.opened()
    signing_world.all_endorse(asked_in)
    send_waiting()

    assert not Message.objects.filter(state=Message.State.FAILED).exists()

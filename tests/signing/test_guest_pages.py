"""The invited person's pages: link, button, code, text, exact words, answer. On a phone, without script."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from mail.links import revoke, token_for
from mail.models import Message
from paadriv import clock
from paadriv.clock import now
from signing.links import SIGNING
from signing.models import Act, SigningInvitation
from signing.services import handing_on
from signing.states import ActKind, RoundState
from tests import signing_world, world
from tests.signing.guest import WHO, answered, hidden, link, page_of, typed_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation():
    return signing_world.invitations(signing_world.opened())[0]


def test_the_link_shows_the_question_and_nothing_of_the_text(client, invitation):
    shown = client.get(link(invitation))

    words = shown.content.decode()
    assert shown.status_code == 200
    assert "Målbilde for Pådriv Arendal" in words
    assert "Send meg en kode" in words
    assert "Vi vil ha liv" not in words
    assert shown["Referrer-Policy"] == "same-origin"
    assert shown["Cache-Control"] == "no-store, private"
    assert "noindex" in shown["X-Robots-Tag"]


def test_from_the_link_to_the_receipt_without_an_account(client, invitation):
    typed_code(client, invitation)
    shown = client.get(page_of(invitation))
    assert "Vi vil ha liv i sentrum." in shown.content.decode()

    done = answered(client, invitation)

    assert done.headers["Location"] == page_of(invitation)
    act = Act.objects.get()
    assert act.kind == ActKind.ENDORSE
    assert act.evidence["client"]["ip"] == "127.0.0.1"
    words = client.get(page_of(invitation)).content.decode()
    assert act.statement in words
    assert "Trekk svaret" in words
    assert Message.objects.filter(sending__kind="signing_receipt").count() == 1


def test_no_address_after_the_button_holds_the_token(client, invitation):
    token = token_for(SIGNING, invitation.pk)
    typed_code(client, invitation)

    for name in ("answer", "code", "delegate"):
        shown = client.get(page_of(invitation, name))
        assert token not in shown.content.decode()
        assert shown["Referrer-Policy"] == "same-origin"
        assert shown["Cache-Control"] == "no-store, private"


def test_the_exact_words_are_shown_before_they_are_said(client, invitation):
    typed_code(client, invitation)

    shown = client.post(
        page_of(invitation),
        WHO | {"choice": "endorse_with_reservation", "section": "goals", "reservation": "Tallfest målet."},
    )

    assert "Merknad til «Mål»: Tallfest målet." in shown.content.decode()
    assert not Act.objects.exists()
    client.post(page_of(invitation, "consent"), hidden(shown) | {"agreed": "on"})
    assert Act.objects.get().statement in html.fromstring(shown.content.decode()).text_content()


def test_without_the_tick_nothing_is_said(client, invitation):
    typed_code(client, invitation)
    shown = client.post(page_of(invitation), WHO | {"choice": "endorse"})

    refused = client.post(page_of(invitation, "consent"), hidden(shown))

    assert refused.status_code == 422
    assert "Kryss av for at du har lest teksten." in refused.content.decode()
    assert not Act.objects.exists()


@pytest.mark.parametrize("field", ["content_sha256", "statement_sha256", "statement_id"])
def test_a_stale_screen_is_refused_with_the_page_as_it_is_now(client, invitation, field):
    typed_code(client, invitation)
    shown = client.post(page_of(invitation), WHO | {"choice": "endorse"})

    refused = client.post(page_of(invitation, "consent"), hidden(shown) | {"agreed": "on", field: "0" * 40})

    assert refused.status_code == 409
    assert "Dette kan ikke gjøres nå" in refused.content.decode()
    assert not Act.objects.exists()


def test_a_double_click_shows_the_receipt(client, invitation):
    typed_code(client, invitation)
    shown = client.post(page_of(invitation), WHO | {"choice": "endorse"})
    posted = hidden(shown) | {"agreed": "on"}

    answers = [client.post(page_of(invitation, "consent"), posted) for _time in range(2)]

    assert {answer.status_code for answer in answers} == {302}
    assert Act.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"choice": "endorse_with_reservation"}, "Skriv merknaden."),
        ({"choice": "endorse_with_reservation", "reservation": "Tall"}, "Velg hvilken del merknaden gjelder."),
        ({"choice": "endorse_with_reservation", "section": "x", "reservation": "Tall"}, "Velg en del fra listen."),
        ({"choice": "decline"}, "Skriv hvorfor dere ikke kan stille dere bak."),
        ({"choice": ""}, "Velg et svar."),
        ({"choice": "sign"}, "Velg et svar."),
        ({"choice": "endorse", "name": ""}, "Skriv navnet ditt."),
        ({"choice": "endorse", "title": ""}, "Skriv stillingen eller vervet ditt."),
        ({"choice": "endorse", "authority": "vedtak"}, "Skriv hvor fullmakten eller vedtaket står."),
    ],
)
def test_what_is_missing_is_said_at_the_field(client, invitation, fields, message):
    typed_code(client, invitation)

    refused = client.post(page_of(invitation), WHO | fields)

    assert refused.status_code == 422
    assert message in refused.content.decode()


def test_what_was_typed_is_kept_when_one_goes_back(client, invitation):
    typed_code(client, invitation)
    shown = client.post(page_of(invitation), WHO | {"choice": "decline", "reason": "Styret er uenig."})

    back = client.post(page_of(invitation), hidden(shown) | {"change": "1"})

    assert back.status_code == 200
    assert "Styret er uenig." in back.content.decode()
    assert not Act.objects.exists()


def test_a_no_with_its_reason_fails_the_round(client, invitation):
    typed_code(client, invitation)

    answered(client, invitation, "decline", reason="Styret har sagt nei.")

    invitation.party.round.refresh_from_db()
    assert invitation.party.round.state == RoundState.FAILED
    assert "Begrunnelse: Styret har sagt nei." in client.get(page_of(invitation)).content.decode()


def test_a_yes_is_taken_back_on_the_same_page(client, invitation):
    typed_code(client, invitation)
    answered(client, invitation)

    answered(client, invitation, "withdraw", reason="Vi må drøfte det mer.")

    assert [act.kind for act in Act.objects.order_by("pk")] == [ActKind.ENDORSE, ActKind.WITHDRAW]
    assert "Trekk svaret" not in client.get(page_of(invitation)).content.decode()


def test_a_wrong_code_opens_nothing(client, invitation):
    client.post(link(invitation))
    wrong = f"{(int(signing_world.code_in_mailbox()) + 1) % 1_000_000:06d}"

    refused = client.post(page_of(invitation, "code"), {"code": wrong})

    assert refused.status_code == 422
    assert "Koden stemmer ikke" in refused.content.decode()
    assert client.get(page_of(invitation)).headers["Location"] == page_of(invitation, "code")


def test_a_forwarded_link_is_of_no_use_without_the_mailbox(client, invitation):
    stranger = Client()
    stranger.post(link(invitation))

    for name in ("answer", "consent", "pdf", "delegate"):
        call = stranger.post if name == "consent" else stranger.get
        assert call(page_of(invitation, name)).headers["Location"] == page_of(invitation, "code")


def test_without_the_link_there_is_no_page(client, invitation):
    other = signing_world.invitations(invitation.party.round)[1]
    typed_code(client, other)

    for name in ("answer", "code", "pdf", "delegate"):
        assert client.get(page_of(invitation, name)).status_code == 404
    for name in ("new_code", "consent"):
        assert client.post(page_of(invitation, name)).status_code == 404


def test_a_coordinator_who_knows_the_address_of_the_page_gets_nowhere(client, invitation):
    client.force_login(world.coordinator_of(invitation.party.round.initiative))

    assert client.get(page_of(invitation)).status_code == 404
    assert client.post(page_of(invitation, "consent"), WHO).status_code == 404


def test_revoked_and_unknown_links_share_one_page(client, invitation):
    token = token_for(SIGNING, invitation.pk)
    revoke(SIGNING, invitation.pk)

    pages = [client.get(reverse("signing:open", args=[text])) for text in (token, "A" * 43)]

    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1


def test_an_old_link_is_dead_when_it_was_sent_again_or_handed_on(client, invitation):
    old = link(invitation)
    handing_on.send_again(invitation, by=world.coordinator_of(invitation.party.round.initiative))
    assert client.get(old).status_code == 404

    new = link(invitation)
    signing_world.delegated(invitation)
    assert client.get(new).status_code == 404
    assert client.post(new).status_code == 404


def test_a_colleague_is_asked_from_the_page(client, invitation):
    typed_code(client, invitation)
    form = {
        "name": "Eva Strand",
        "email": "eva.strand@eksempel.no",
        "title": "styreleder",
        "authority": "fullmakt",
        "reference": "styrets sak 7/26",
        "reason": "Jeg er på reise",
    }
    refused = client.post(page_of(invitation, "delegate"), form)
    assert "Kryss av for at kollegaen har rett til å svare." in refused.content.decode()

    done = client.post(page_of(invitation, "delegate"), form | {"agreed": "on"})

    assert "Eva Strand får en e-post" in done.content.decode()
    assert SigningInvitation.objects.get(delegated_from=invitation).reference == "styrets sak 7/26"
    assert client.get(page_of(invitation)).status_code == 404


def test_when_the_round_is_over_the_link_says_so_and_still_shows_ones_own_answer(client, invitation):
    typed_code(client, invitation)
    answered(client, invitation)
    signing_world.voided(invitation.party.round)

    assert "Runden er trukket tilbake" in client.get(link(invitation)).content.decode()
    words = client.get(page_of(invitation)).content.decode()
    assert Act.objects.get().statement in words
    assert "Svar for" not in words


def test_after_the_last_day_the_page_says_whom_to_contact(client, invitation):
    with clock.set_to(now() + timedelta(days=20)):
        words = client.get(link(invitation)).content.decode()

    assert "Fristen for å svare har gått ut." in words
    assert "Spørsmål? Kontakt" in words


def test_ninety_days_after_the_end_the_link_is_as_an_unknown_one(client, invitation):
    signing_world.voided(invitation.party.round)
    old = link(invitation)

    with clock.set_to(now() + timedelta(days=89)):
        assert client.get(old).status_code == 200
    with clock.set_to(now() + timedelta(days=91)):
        assert client.get(old).status_code == 404


def test_a_mail_server_that_is_away_is_told_of_on_the_page(client, invitation, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    shown = client.post(link(invitation), follow=True)

    assert "Vi fikk ikke sendt koden." in shown.content.decode()


def test_a_mailbox_that_got_too_many_codes_is_told_to_wait(client, invitation):
    for minute in range(10):
        with clock.set_to(now() + timedelta(minutes=minute)):
            client.post(link(invitation))
    with clock.set_to(now() + timedelta(minutes=30)):
        refused = client.post(link(invitation))

    assert refused.status_code == 429
    assert refused["Retry-After"]
    assert re.search("Vent til i morgen", refused.content.decode())

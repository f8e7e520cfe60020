"""What an invited person reads: the stored PDF, the text of the version, and what is new in it since the last one."""

from __future__ import annotations

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from lxml import html

from signing.models import SigningInvitation
from signing.services.opening import Asked
from tests import signing_world
from tests.signing.guest import answered, page_of, typed, typed_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation():
    return signing_world.invitations(signing_world.opened())[0]


def test_a_new_version_shows_what_changed_since_ones_own_answer(client):
    first = asked_again(vision="Vi vil ha liv i hele byen.")

    typed_code(client, first)
    tree = html.fromstring(client.get(page_of(first)).content.decode())

    assert "Dere svarte sist om versjon 1" in tree.text_content()
    [changes] = tree.xpath("//*[@class='difference']")
    assert "sentrum." in "".join(changes.xpath(".//del//text()"))
    assert "hele byen." in "".join(changes.xpath(".//ins//text()"))


def test_the_pdf_is_the_stored_bytes_and_holds_no_answers(client, invitation):
    version = invitation.party.round.version
    typed_code(client, invitation)
    answered(client, invitation)

    got = client.get(page_of(invitation, "pdf"))

    with default_storage.open(version.file) as stored:
        assert b"".join(got.streaming_content) == stored.read()
    assert got["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert got["Cache-Control"] == "no-store, private"


def asked_again(*, answered: bool = True, **fields: str) -> SigningInvitation:
    """One who is asked about a second version: of the first one the organisation had answered, or nobody had."""
    old = signing_world.version()
    asked = [Asked(one) for one in signing_world.partners(old.document.initiative)]
    first = signing_world.opened(old, parties=asked)
    signing_world.all_endorse(first) if answered else signing_world.voided(first)
    return signing_world.invitations(
        signing_world.opened(signing_world.version(old.document, **fields), parties=asked)
    )[0]


def test_who_only_read_the_version_before_sees_what_changed_since_that(client):
    old = signing_world.version()
    asked = [Asked(one) for one in signing_world.partners(old.document.initiative)]
    first = signing_world.opened(old, parties=asked)
    reader, other = signing_world.invitations(first)
    typed_code(client, reader)
    signing_world.voided(first)
    new = signing_world.version(old.document, vision="Vi vil ha liv i hele byen.")
    again, never = signing_world.invitations(signing_world.opened(new, parties=asked))

    read = client.get(page_of(typed(client, again))).content.decode()
    unread = Client().get(page_of(never))

    assert "Du leste sist versjon 1" in read
    assert "hele byen." in "".join(html.fromstring(read).xpath("//ins//text()"))
    assert unread.status_code == 404
    stranger = Client()
    assert "Endret siden" not in stranger.get(page_of(typed(stranger, never))).content.decode()
    assert other.address == never.address


def test_an_answer_weighs_more_than_a_later_reading(client):
    again = asked_again()
    typed_code(client, again)
    signing_world.voided(again.party.round)
    third = signing_world.version(again.party.round.document, vision="Vi vil ha ro.")
    asked = [Asked(one) for one in again.party.round.initiative.partners.order_by("pk")]
    [last, _other] = signing_world.invitations(signing_world.opened(third, parties=asked))

    assert "Dere svarte sist om versjon 1" in client.get(page_of(typed(client, last))).content.decode()


@pytest.mark.parametrize("number", [2, 5])
def test_the_page_takes_as_many_queries_for_five_parties_as_for_two(client, number, django_assert_num_queries):
    invitation = signing_world.invitations(signing_world.opened(number=number))[0]
    typed_code(client, invitation)
    client.get(page_of(invitation))

    with django_assert_num_queries(3):
        client.get(page_of(invitation))
    answered(client, invitation)
    with django_assert_num_queries(4):
        client.get(page_of(invitation))


@pytest.mark.parametrize(("answered", "queries"), [(True, 4), (False, 5)])
def test_a_later_version_takes_a_query_for_the_one_before(client, answered, queries, django_assert_num_queries):
    invitation = asked_again(answered=answered)
    typed_code(client, invitation)
    client.get(page_of(invitation))

    with django_assert_num_queries(queries):
        client.get(page_of(invitation))

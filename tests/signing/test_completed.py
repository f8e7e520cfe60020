"""A real målbilde: asked about as it was frozen, and its completed copy asked for when the round is completed."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse
from lxml import html

from documents.models import CompletedCopy
from documents.services import completed
from mail.links import token_for
from signing.links import SIGNING
from signing.models import Act
from signing.services.opening import Asked
from signing.states import ActKind, RoundState
from tests import frozen_world, signing_world, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked_in():
    """A round on a frozen målbilde with its three partners, one of which may stay away."""
    version = frozen_world.frozen()
    partners = list(version.document.initiative.partners.startup().order_by("pk"))
    parties = [Asked(one, is_required=one != partners[2]) for one in partners]
    return signing_world.opened(version, parties=parties)


def test_the_words_are_those_of_the_associations_template(asked_in):
    act = signing_world.acted(signing_world.invitations(asked_in)[0])

    assert act.statement_id == f"endorse-mal-{asked_in.document.template_id}"
    assert "stiller seg bak målbildet for Pådriv Arendal, versjon 1 av" in act.statement
    assert "Grunnlag: signaturrett." in act.statement
    assert "{" not in act.statement


def test_the_invited_person_reads_the_text_with_its_placeholders_filled(client, asked_in):
    row = signing_world.invitations(asked_in)[0]
    client.post(reverse("signing:open", args=[token_for(SIGNING, row.pk)]))
    client.post(reverse("signing:code", args=[row.pk]), {"code": signing_world.code_in_mailbox()})

    page = html.fromstring(client.get(reverse("signing:answer", args=[row.pk])).content.decode())

    text = page.xpath("//article")[0].text_content()
    assert "Beboerne vil ha en strand de kan nå til fots." in text
    assert "{" not in text
    assert page.xpath("//article//strong")


def test_completion_asks_for_the_copy_with_every_answer_in_it(asked_in):
    first, second, third = signing_world.invitations(asked_in)
    signing_world.acted(first, ActKind.RESERVATION, section="sammendrag")
    signing_world.acted(second)
    signing_world.acted(second, ActKind.WITHDRAW)
    assert not CompletedCopy.objects.exists()
    signing_world.handing_on.ask_anew(second, by=world.coordinator_of(asked_in.initiative))
    signing_world.acted(signing_world.invitations(asked_in)[-1])
    signing_world.acted(third, ActKind.DECLINE)

    asked_in.refresh_from_db()
    copy = CompletedCopy.objects.get(round_id=asked_in.pk)
    assert asked_in.state == RoundState.COMPLETED
    assert copy.completed_at == asked_in.closed_at
    answers = {row["party"]: row["answer"] for row in copy.answers}
    assert sorted(answers.values()) == [
        "kan ikke stille seg bak",
        "stiller seg bak",
        "stiller seg bak med merknad",
    ]
    assert [row["section"] for row in copy.answers if row["section"]] == ["sammendrag"]
    acts = [row for row in copy.log if row["event"] == "act"]
    assert [row["digest"] for row in acts] == list(Act.objects.order_by("pk").values_list("digest", flat=True))
    assert "round_completed" not in json.dumps(acts)
    assert "192.0.2.7" not in json.dumps(copy.log)


def test_the_copy_is_made_from_what_was_handed_over(asked_in):
    signing_world.all_endorse(asked_in)
    copy = CompletedCopy.objects.get(round_id=asked_in.pk)

    completed.work_on(copy.pk)

    copy.refresh_from_db()
    assert copy.state == CompletedCopy.State.DONE, copy.error
    assert copy.pages > asked_in.version.pages


def test_the_text_leads_to_its_rounds(client, asked_in):
    client.force_login(world.coordinator_of(asked_in.initiative))
    document = asked_in.document

    words = client.get(reverse("documents:document", args=[document.initiative_id, document.pk])).content.decode()

    assert reverse("signing:rounds", args=[document.initiative_id, document.pk]) in words

"""The code on the screen: showing it writes nothing, and after a new link key it is made anew by a button."""

import pytest
from django.urls import reverse

from mail.models import LinkToken
from tests import meetings_world, world

pytestmark = pytest.mark.django_db


def at(meeting, name):
    return reverse(f"meetings:{name}", args=[meeting.initiative_id, meeting.pk])


def test_showing_the_code_after_a_new_link_key_writes_nothing_and_offers_a_new_one(client, settings):
    meeting = meetings_world.meeting()
    client.force_login(world.coordinator_of(meeting.initiative))
    before = client.get(at(meeting, "interest_qr")).context["address"]
    settings.LINK_KEY = "en helt ny nøkkel"

    page, image = client.get(at(meeting, "interest_qr")), client.get(at(meeting, "interest_qr_image"))

    assert "Lag ny kode" in page.content.decode()
    assert (page.status_code, image.status_code) == (200, 404)
    assert LinkToken.objects.filter(purpose="meeting_interest", row_id=meeting.pk).count() == 1
    client.post(at(meeting, "renew_interest_code"))
    after = client.get(at(meeting, "interest_qr")).context["address"]
    assert after != before
    assert [client.get(address).status_code for address in (before, after)] == [200, 200]
    assert client.get(at(meeting, "interest_qr_image")).status_code == 200


def test_a_code_that_opens_is_not_made_anew(client):
    meeting = meetings_world.meeting()
    client.force_login(world.coordinator_of(meeting.initiative))
    before = client.get(at(meeting, "interest_qr")).context["address"]

    client.post(at(meeting, "renew_interest_code"))

    assert client.get(at(meeting, "interest_qr")).context["address"] == before

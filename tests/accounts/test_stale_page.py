"""When two texts meet, the way back is the page the form stood on."""

import pytest
from lxml import html

from tests import meetings_world, world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("headers", "back"),
    [
        ({"HTTP_REFERER": "http://testserver{page}"}, "{page}"),
        ({"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://testserver{page}"}, "{page}"),
        ({"HTTP_REFERER": "http://elsewhere.example/x/"}, "{page}lagre/"),
        ({}, "{page}lagre/"),
    ],
)
def test_the_way_back_is_where_the_form_stood(client, headers, back):
    meeting = meetings_world.meeting()
    page = f"/initiativ/{meeting.initiative_id}/moter/{meeting.pk}/brev/"
    client.force_login(world.coordinator_of(meeting.initiative))
    asked = {name: value.format(page=page) for name, value in headers.items()}

    answer = client.post(f"{page}lagre/", {"revision": "99", "letter": "Kom på møtet."}, **asked)

    assert answer.status_code == 409
    links = html.fromstring(answer.content).cssselect("main a, .ds-alert a")
    assert back.format(page=page) in [link.get("href") for link in links]

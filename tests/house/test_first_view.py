"""What the first view of a page costs: scripts, styles and requests, compressed as the web server sends them."""

from __future__ import annotations

import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from meetings import links
from tests import meetings_world, world

pytestmark = pytest.mark.django_db
KB = 1000
_LINKED = re.compile(r'<(?:script[^>]* src|link rel="stylesheet" href)="/static/([^"]+)"')


def first_view(client: Client, path: str) -> dict[str, int]:
    """Compressed bytes by file; the page itself is the empty name."""
    answer = client.get(path)
    assert answer.status_code == 200
    files = {name: _compressed(Path(finders.find(name)).read_bytes()) for name in _LINKED.findall(answer.text)}
    return {"": _compressed(answer.content), **files}


def _compressed(text: bytes) -> int:
    return len(brotli.compress(text, quality=11))


def pages() -> dict[str, tuple[Client, str]]:
    invitation = meetings_world.invited(meetings_world.meeting())
    meeting, guest, member = invitation.meeting, Client(), Client()
    member.force_login(world.coordinator_of(meeting.initiative))
    here = f"/initiativ/{meeting.initiative_id}/"
    there = f"{here}moter/{meeting.pk}/"
    return {
        "guest": (guest, links.answer_link(invitation).removeprefix("http://localhost:8000")),
        "log in": (guest, "/konto/logg-inn/"),
        "start": (member, "/"),
        "new": (member, "/initiativ/nytt/"),
        **{path: (member, path) for path in (here, f"{here}opplysninger/", f"{here}partnere/")},
        **{path: (member, path) for path in (f"{here}moter/", there, f"{there}svar/", f"{there}oppmote/")},
        "gate": (member, f"{here}beslutningspunkt/1/"),
    }


def test_a_first_view_is_small() -> None:
    for name, (client, path) in pages().items():
        costs = first_view(client, path)
        scripts = sum(size for file, size in costs.items() if file.endswith(".js"))

        assert scripts <= 20 * KB, f"{name}: {costs}"
        assert sum(costs.values()) <= 80 * KB, f"{name}: {costs}"
        assert len(costs) <= (9 if name == "log in" else 6), f"{name}: {costs}"

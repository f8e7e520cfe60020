"""What the first view of a page costs: scripts, styles and requests, compressed as the web server sends them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from meetings import links
from tests import meetings_world, world

pytestmark = pytest.mark.one_database
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


@pytest.mark.django_db
def test_a_first_view_is_small() -> None:
    for name, (client, path) in pages().items():
        costs = first_view(client, path)
        scripts = sum(size for file, size in costs.items() if file.endswith(".js"))

        assert scripts <= 20 * KB, f"{name}: {costs}"
        assert sum(costs.values()) <= 80 * KB, f"{name}: {costs}"
        assert len(costs) <= (9 if name == "log in" else 6), f"{name}: {costs}"


#: Run as production runs, without what tests change: collect the files, link to them, ask for them.
_SECOND_VIEW = """
import django; django.setup()
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.test import Client
call_command("collectstatic", "--noinput", verbosity=0)
application = get_wsgi_application()
import re
page = Client().get("/tilgjengelighet/").content.decode()
for path in re.findall(r'(?:href|src)="(/static/[^"]+)"', page):
    answer = Client().get(path, headers={"Accept-Encoding": "br"})
    print(path, answer.headers["Cache-Control"], answer.headers.get("Content-Encoding", "plain"))
"""


def test_a_second_view_fetches_the_page_alone(tmp_path: Path) -> None:
    environment = {**os.environ, "PAADRIV_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "paadriv.settings"}
    environment |= {"ALLOWED_HOSTS": "testserver", "PYTHONPATH": str(settings.BASE_DIR)}
    environment.pop("PAADRIV_STATIC_ROOT", None)

    done = subprocess.run(
        [sys.executable, "-c", _SECOND_VIEW], env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) >= 6
    assert all("immutable" in line for line in lines), done.stdout
    assert all(line.endswith(" br") for line in lines if line.split()[0].endswith((".css", ".js"))), done.stdout

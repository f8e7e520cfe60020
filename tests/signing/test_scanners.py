"""What mail scanners do with links: opening, fetching ahead, running scripts, posting forms. No act comes of it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin

import pytest
from django.core import mail
from django.test import Client
from lxml import html

from accounts.canonical import digest
from mail.models import LinkTries, Message
from mail.sending import send_waiting
from signing.models import Act, Code, Round, RoundParty, SigningInvitation
from signing.services import deadlines
from signing.states import ActKind
from tests import partners_world, signing_world, world

pytestmark = pytest.mark.django_db
#: What a scanner fills into a field it finds.
GUESS = {"text": "Ola", "email": "ola@eksempel.no", "tel": "12345678", "number": "1", "date": "2027-01-01"}


def mailed_links() -> list[str]:
    """Every address of ours in every mail of signing that was sent, codes' mails too, and each once."""
    send_waiting()
    bodies = [
        part for one in mail.outbox for part in (one.body, *(str(content) for content, _kind in one.alternatives))
    ]
    found = {link for body in bodies for link in re.findall(r"http://[^\s\"'<>)]+", body)}
    return sorted(re.sub(r"^http://[^/]+", "", link) for link in found)


def said() -> str:
    """All that counts: acts, and the states of rounds, parties and invitations that answers would change."""
    return digest(
        [
            [str(row) for row in Act.objects.order_by("pk").values_list()],
            [list(row) for row in Round.objects.order_by("pk").values_list("pk", "state", "deadline")],
            [list(row) for row in RoundParty.objects.order_by("pk").values_list("pk", "state")],
            [list(row) for row in SigningInvitation.objects.order_by("pk").values_list("pk", "address", "person")],
        ]
    )


def everything() -> str:
    from django.apps import apps

    models = [m for app in ("signing", "mail", "partners", "accounts") for m in apps.get_app_config(app).get_models()]
    models.remove(LinkTries)  # counts clients that ask for links that are dead
    return digest([[m.__name__, [str(row) for row in m.objects.order_by("pk").values_list()]] for m in models])


def forms_on(answer: Any) -> list[tuple[str, str, dict[str, Any]]]:
    """Method, action and guessed values of each form, every box ticked and every choice and button tried."""
    found = []
    for form in html.fromstring(answer.content.decode() or "<p>").xpath("//form"):
        values: dict[str, Any] = {}
        for field in form.xpath(".//input|.//select|.//textarea"):
            name, kind = field.get("name"), field.get("type", "text")
            if not name:
                continue
            if field.tag == "select":
                values[name] = next((one for one in field.value_options if one), "")
            elif kind in ("hidden", "checkbox"):
                values[name] = field.get("value", "on")
            else:
                values[name] = field.get("value") or GUESS.get(kind, "Ola")
        buttons = [(one.get("name"), one.get("value")) for one in form.xpath(".//button[@name]")] or [("", "")]
        found += [
            (form.get("method", "get"), form.get("action", ""), values | ({name: value} if name else {}))
            for name, value in buttons
        ]
    return found


def post_everything(client: Client, answer: Any, depth: int = 3) -> int:
    """Post every form of an answer, and the forms of what each post is answered by; how many were posted."""
    posted = 0
    for method, action, values in forms_on(answer) if depth else ():
        if method.lower() == "post":
            led_to = client.post(urljoin(answer.request["PATH_INFO"], action), values, follow=True)
            posted += 1 + post_everything(client, led_to, depth - 1)
    return posted


@pytest.fixture
def world_of_mails() -> None:
    """Mails of every kind in two cities: requests, receipts, news, and how rounds ended."""
    going_on = signing_world.opened()
    first, second = signing_world.invitations(going_on)
    send_waiting()
    signing_world.acted(first)
    signing_world.delegated(second)
    other = signing_world.version(signing_world.document(world.initiative("Stavanger")))
    ended = signing_world.opened(other)
    send_waiting()
    signing_world.acted(signing_world.invitations(ended)[0], ActKind.RESERVATION)
    signing_world.voided(ended)
    asked = [signing_world.opening.Asked(one) for one in other.document.initiative.partners.startup()]
    failed = signing_world.opened(other, parties=asked)
    signing_world.acted(signing_world.invitations(failed)[1], ActKind.DECLINE)
    partners_world.startup_partner(other.document.initiative, "Kraftlaget")
    deadlines.remind_due()


@pytest.fixture
def links(world_of_mails) -> list[str]:
    found = mailed_links()
    kinds = set(Message.objects.filter(state="sent").values_list("sending__kind", flat=True))
    assert {"signing_request", "signing_receipt", "signing_code", "signing_news", "round_voided"} <= kinds
    assert sum(link.startswith("/tilslutning/") for link in found) >= 5
    return found


def test_opening_every_link_fifty_times_changes_no_row(links):
    before = everything()
    client = Client()

    for number in range(50):
        for link in links:
            for call in (client.get, client.head):
                assert call(link, REMOTE_ADDR=f"198.51.100.{number}").status_code in (200, 302, 404)
    for link in links:
        client.get(link, headers={"Sec-Purpose": "prefetch"})
        client.options(link)

    assert everything() == before


def test_posting_every_form_behind_every_link_records_no_act(links):
    before, posted = said(), 0
    confirmed = Code.objects.filter(confirmed_at__isnull=False).count()

    for link in links:
        posted += _scan(link)

    assert posted >= len([link for link in links if link.startswith("/tilslutning/")])
    assert said() == before
    assert Code.objects.filter(confirmed_at__isnull=False).count() == confirmed


def test_the_same_posts_with_the_code_from_the_mailbox_do_record_acts(links):
    """The negative control: what stops a scanner is the code, and not that its posts miss the forms."""
    row = SigningInvitation.objects.filter(state="sent", party__round__state="open").order_by("-pk")[0]
    link = next(link for link in links if link.startswith("/tilslutning/") and _opens(link, row))
    client, before = Client(), Act.objects.count()
    client.post(link)
    client.post(f"/tilslutning/svar/{row.pk}/kode/", {"code": signing_world.code_in_mailbox()})

    post_everything(client, client.get(f"/tilslutning/svar/{row.pk}/"))

    assert Act.objects.count() > before


def test_a_human_gets_through_after_fifty_scanners(links):
    row = SigningInvitation.objects.filter(state="sent", party__round__state="open").order_by("-pk")[0]
    link = next(link for link in links if link.startswith("/tilslutning/") and _opens(link, row))
    for _scanner in range(4):
        _scan(link)
    human = Client()

    human.post(link)
    shown = human.post(f"/tilslutning/svar/{row.pk}/kode/", {"code": signing_world.code_in_mailbox()}, follow=True)

    assert "Svar for" in shown.content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_scanner_that_runs_scripts_changes_no_row(open_page):
    asked_in = signing_world.opened()
    links = mailed_links()
    before = said()

    for link in links:
        open_page(link).wait_for_load_state("networkidle")

    assert said() == before
    assert not Code.objects.filter(invitation__party__round=asked_in).exists()


def _scan(link: str) -> int:
    """One scanner at one link."""
    client = Client()
    return post_everything(client, client.get(link, follow=True))


def _opens(link: str, row: SigningInvitation) -> bool:
    answer = Client().get(link)
    return answer.status_code == 200 and f"Hei, {row.name}." in answer.content.decode()

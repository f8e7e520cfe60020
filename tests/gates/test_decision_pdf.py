"""The PDF of a decision stands on the decision's page: shown as it is made, by itself and without script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from accounts.models import User
from documents import services as documents
from documents.models import Document, DocumentVersion, Rendering, TemplateVersion
from gates.models import GateDecision
from paadriv.clock import now, today
from tests import gates_world
from tests.access.twins import files_under

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(autouse=True)
def _files(tmp_path: Path) -> Iterator[None]:
    with files_under(tmp_path):
        yield


def decided() -> tuple[GateDecision, User, str]:
    """A decision whose PDF is asked for, its decider and its address."""
    initiative, decider = gates_world.ready()
    row = gates_world.decided(initiative, by=decider)
    return row, decider, f"/initiativ/{initiative.pk}/beslutninger/{row.pk}/"


def panel(client: Any, address: str) -> Any:
    [found] = html.fromstring(client.get(address).content).cssselect("#rendering-panel")
    return found


def test_while_it_is_made_the_page_asks_again_and_has_a_link_for_those_without_script(client: Any) -> None:
    _row, decider, address = decided()
    client.force_login(decider)

    making = panel(client, address)
    part = client.get(making.get("hx-get"), HTTP_HX_REQUEST="true")

    assert "PDF-en lages nå" in making.text_content()
    assert making.get("hx-trigger") == "every 2s"
    assert [link.get("href") for link in making.cssselect("a")] == [making.get("hx-get")]
    assert html.fromstring(part.content).get("id") == "rendering-panel"


def test_when_it_is_made_the_page_has_the_file_and_asks_no_more(client: Any) -> None:
    row, decider, address = decided()
    client.force_login(decider)

    documents.render(Rendering.objects.get(kind="beslutning", subject_id=row.pk).pk)
    done = panel(client, address)

    assert done.get("hx-get") is None
    [link] = done.cssselect("a.ds-button")
    answer = client.get(link.get("href"))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_a_decision_without_a_pdf_lets_one_ask_for_it(client: Any) -> None:
    row, decider, address = decided()
    Rendering.objects.filter(kind="beslutning", subject_id=row.pk).delete()
    client.force_login(decider)

    [form] = [one for one in html.fromstring(client.get(address).content).forms if "/pdf/" in (one.action or "")]
    client.post(form.action)

    assert Rendering.objects.filter(kind="beslutning", subject_id=row.pk).count() == 1
    assert "PDF-en lages nå" in panel(client, address).text_content()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_link_to_the_file_comes_by_itself(open_page: Callable[..., Any]) -> None:
    row, decider, address = decided()
    page, asked = open_page(address, user=decider), []
    page.get_by_text("PDF-en lages nå").wait_for()

    documents.render(Rendering.objects.get(kind="beslutning", subject_id=row.pk).pk)
    page.get_by_role("link", name="Last ned PDF-en").wait_for()
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(2_500)

    assert asked == []


def test_the_snapshot_names_the_latest_version_of_every_text_with_its_digests() -> None:
    initiative, decider = gates_world.ready()
    template = TemplateVersion.objects.create(
        kind="proeve", number=1, title="Prøve", state="published", published_at=now()
    )
    run = initiative.step_runs.get(state="active")
    fields = {"initiative": initiative, "step_run": run, "template": template, "begun_by": decider}
    text = Document.objects.create(kind="proeve", **fields)
    for number in (1, 2):
        version = DocumentVersion.objects.create(
            document=text,
            number=number,
            content={},
            content_sha256=f"{number}" * 64,
            file="pdf/aa/a.pdf",
            pdf_sha256="b" * 64,
            pages=4,
            dated_on=today(),
            frozen_by=decider,
        )

    row = gates_world.decided(initiative, by=decider)

    [kept] = row.snapshot["versions"]
    assert (kept["version"], kept["document"], kept["number"]) == (version.pk, text.pk, 2)
    assert (kept["content_sha256"], kept["pdf_sha256"]) == ("2" * 64, "b" * 64)

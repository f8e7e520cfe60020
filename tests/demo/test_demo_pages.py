"""Demo mode: one-click log-in and the mailbox, and nothing of it anywhere else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import Client
from django.urls import reverse

from demo.people import PEOPLE
from tests import world

pytestmark = pytest.mark.django_db
BOX = "/demo/postkasse/"
NAME = "01763000000000000000-1-0"


@pytest.fixture
def demo(settings: Any, tmp_path: Path) -> Path:
    settings.DEMO = True
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    return tmp_path / "mail"


def _kept(to: str = "gjest@eksempel.no", subject: str = "Invitasjon") -> None:
    letter = EmailMultiAlternatives(subject, "Hei!\n\nDu er invitert.", "p@paadriv.example", [to])
    letter.attach_alternative(
        '<p>Hei <a href="http://localhost/svar/abc">Svar her</a> <a href="javascript:alert(1)">nei</a></p>'
        "<script>alert(1)</script>",
        "text/html",
    )
    letter.attach_alternative("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text/calendar; method=REQUEST")
    letter.attach("Invitasjon Åsen.pdf", b"%PDF-1.7", "application/pdf")
    letter.connection = get_connection("mail.backends.KeptOnDisk")
    letter.send()


def _people() -> None:
    for person in PEOPLE:
        world.User.objects.create_user(person.email, person.name)


@pytest.mark.parametrize("path", [BOX, f"{BOX}{NAME}/", f"{BOX}{NAME}/1/"])
def test_there_is_no_mailbox_outside_demo_mode(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_there_is_no_one_click_log_in_outside_demo_mode(client: Client) -> None:
    _people()

    assert client.post("/demo/logg-inn/koordinator/").status_code == 404
    assert "Prøv som en av disse" not in client.get(reverse("account_login")).content.decode()


def test_one_click_logs_in_as_a_printed_person(client: Client, demo: Path) -> None:
    _people()
    page = client.get(reverse("account_login")).content.decode()

    answer = client.post("/demo/logg-inn/koordinator/")

    assert all(person.name in page for person in PEOPLE)
    assert answer.url == "/"
    assert "Kari Nilsen" in client.get("/konto/profil/").content.decode()


def test_one_click_never_logs_in_as_anybody_else(client: Client, demo: Path) -> None:
    other = world.someone()

    assert client.post(f"/demo/logg-inn/{other.pk}/").status_code == 404
    assert client.post("/demo/logg-inn/koordinator/").status_code == 404
    assert client.get("/demo/logg-inn/koordinator/").status_code == 405


def test_the_mailbox_shows_the_newest_first_and_finds_by_address(client: Client, demo: Path) -> None:
    _kept("kari@eksempel.no", "Den første")
    _kept("ola@eksempel.no", "Den andre")

    every = client.get(BOX).content.decode()
    hers = client.get(BOX, {"adresse": "KARI@"}).content.decode()

    assert every.index("Den andre") < every.index("Den første")
    assert "Den første" in hers
    assert "Den andre" not in hers


def test_a_mail_is_shown_with_its_parts(client: Client, demo: Path) -> None:
    _kept()
    name = next(demo.glob("*.eml")).stem

    page = client.get(f"{BOX}{name}/").content.decode()

    assert "Du er invitert." in page
    assert '<a class="ds-link pre" href="http://localhost/svar/abc">Svar her</a>' in page
    assert "BEGIN:VCALENDAR" in page
    assert "Invitasjon Åsen.pdf" in page
    assert "javascript:" not in page
    assert "<script>alert" not in page


def test_files_are_handed_out_as_downloads_that_do_nothing(client: Client, demo: Path) -> None:
    _kept()
    name = next(demo.glob("*.eml")).stem
    page = client.get(f"{BOX}{name}/")

    for file in page.context["letter"].files:
        answer = client.get(f"{BOX}{name}/{file.index}/")
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert client.get(f"{BOX}{name}/99/").status_code == 404


@pytest.mark.parametrize(
    "name", ["..", "../../etc/passwd", "..%2f..%2fsecret", "secret", "%2e%2e", NAME + "%00", ".hidden", NAME]
)
def test_no_name_leads_out_of_the_mailbox(client: Client, demo: Path, name: str) -> None:
    demo.mkdir()
    (demo.parent / "secret.eml").write_text("Subject: hemmelig\n\nhemmelig")
    (demo / "secret.eml").write_text("Subject: hemmelig\n\nhemmelig")

    answer = client.get(f"{BOX}{name}/")

    assert answer.status_code in (400, 404)
    assert "hemmelig" not in answer.content.decode()


def test_the_mailbox_has_pages_of_fifty(client: Client, demo: Path) -> None:
    for number in range(51):
        _kept(subject=f"Nummer {number}.")

    first, second = client.get(BOX).content.decode(), client.get(BOX, {"side": "2"}).content.decode()

    assert first.count("/demo/postkasse/0") == 50
    assert "Nummer 0." in second
    assert "Side 2 av 2" in second


@pytest.mark.parametrize("page", ["", "0", "-1", "x", "9" * 5000])
def test_a_strange_page_number_is_no_error(client: Client, demo: Path, page: str) -> None:
    assert client.get(BOX, {"side": page}).status_code == 200

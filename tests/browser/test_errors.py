"""Every page that says no, raised as it is raised: in bokmål, in our look, accessible, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from initiatives.models import Initiative, Role
from tests import meetings_world, world
from tests.accounts_world import ask_for_code
from tests.browser.judge import View, judge, visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_database]
#: Sends a form of the page's own to an address: ``[address, fields, whether it has its token]``.
_POST = """([address, fields, signed]) => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  if (signed) fields.csrfmiddlewaretoken = document.querySelector("input[name=csrfmiddlewaretoken]").value;
  for (const [name, value] of Object.entries(fields)) {
    const field = form.appendChild(document.createElement("textarea"));
    field.name = name;
    field.value = value;
  }
  document.body.append(form);
  form.submit();
}"""


class Visit:
    """A reader and a coordinator of one initiative, with a browser page each."""

    def __init__(self, chromium: Any, site: str) -> None:
        self.meeting = meetings_world.meeting()
        self.initiative: Initiative = self.meeting.initiative
        people = {"K": world.coordinator_of(self.initiative), "L": world.member(self.initiative, Role.READER)}
        clients = {letter: Client() for letter in "KLO"}
        for letter, person in people.items():
            clients[letter].force_login(person)
        self.pages = {letter: visitor(chromium, site, client) for letter, client in clients.items()}
        self.here = f"/initiativ/{self.initiative.pk}/"

    def get(self, letter: str, path: str) -> tuple[Any, int]:
        page, _faults = self.pages[letter]
        return page, page.goto(path).status

    def post(self, who: str, path: str, *, signed: bool = True, **fields: str) -> tuple[Any, int]:
        page, _faults = self.pages[who]
        page.goto("/konto/logg-inn/" if who == "O" else self.here)
        with page.expect_navigation() as answer:
            page.evaluate(_POST, [path, fields, signed])
        return page, answer.value.status


@pytest.fixture
def visit(chromium: Any, site: str) -> Iterator[Visit]:
    made = Visit(chromium, site)
    yield made
    for page, _faults in made.pages.values():
        page.context.close()


def broken(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, int]:
    """A view of ours breaks."""
    monkeypatch.setattr("paadriv.views.render", lambda *args, **context: 1 / 0)
    return visit.get("K", "/tilgjengelighet/")


def too_often(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, int]:
    """Five codes in a minute to one address, and a sixth is asked for."""
    for _code in range(5):
        ask_for_code(Client(), "kari@eksempel.no")
    return visit.post("O", "/konto/logg-inn/", email="kari@eksempel.no")


def two_texts(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, int]:
    """A letter opened at another revision than the one that is saved."""
    address = f"{visit.here}moter/{visit.meeting.pk}/brev/lagre/"
    return visit.post("K", address, revision="99", letter="Kom på møtet.")


#: Status, first heading, and who asks for what.
REFUSALS: dict[str, tuple[int, str, Callable[[Visit, pytest.MonkeyPatch], tuple[Any, int]]]] = {
    "unreadable": (400, "Forespørselen kan ikke leses", lambda at, _: at.get("K", "/?sok=%00")),
    "not yours": (403, "Du har ikke tilgang til å gjøre dette", lambda at, _: at.get("L", f"{at.here}opplysninger/")),
    "no token": (403, "Skjemaet er utløpt", lambda at, _: at.post("K", f"{at.here}fortsett/", signed=False)),
    "not there": (404, "Vi finner ikke siden", lambda at, _: at.get("K", "/initiativ/999999/")),
    "dead link": (404, "Lenken virker ikke", lambda at, _: at.get("O", f"/svar/{'a' * 43}/")),
    "wrong way": (405, "Denne adressen kan ikke åpnes slik", lambda at, _: at.get("K", f"{at.here}fortsett/")),
    "too early": (409, "Dette kan ikke gjøres nå", lambda at, _: at.post("K", f"{at.here}fortsett/")),
    "two texts": (409, "To versjoner av det samme", two_texts),
    "too large": (413, "Skjemaet er for stort", lambda at, _: at.post("K", f"{at.here}fortsett/", text="a" * 2**22)),
    "too often": (429, "Det ble for mange forsøk", too_often),
    "broken": (500, "Noe gikk galt hos oss", broken),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_page_that_says_no_is_a_page_like_the_others(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    wanted, title, refuse = REFUSALS[name]

    page, status = refuse(visit, monkeypatch)

    assert (status, page.locator("h1").inner_text()) == (wanted, title)
    assert page.locator("header .brand").is_visible()
    ways_on = [link.get_attribute("href") for link in page.locator("main a").all()]
    assert ways_on
    assert [page.request.get(way).status for way in ways_on] == [200] * len(ways_on)
    assert list(judge(page, View(f"{wanted} {name}", "X", page.url))) == []

"""Every field of every form with every kind of bad input: never a 5xx, a Norwegian message, nothing half stored."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode
from lxml import html as markup

from tests.access.rows import Row
from tests.access.surface import Door, doors
from tests.access.test_reading import digest
from tests.access.test_walk import FULL
from tests.access.twins import Twins
from tests.access.walk import HTMX, Walker, table_of, undone, writes
from tests.databases import on_postgresql
from tests.input.kinds import ADDRESS, ELEMENT, KINDS, MARKUP, STORED
from tests.input.messages import bound_forms, unsaid

pytestmark = pytest.mark.django_db
ALWAYS = ("empty", "NUL", "lone surrogate", "grows when folded", "script", "five thousand digits")
_TRIED = {"inputs": 0}
POSTED = [door for door in doors() if (row := table_of(door)) and row.post is not None]
ASKED = [door for door in doors() if (row := table_of(door)) and row.query]


@pytest.fixture(scope="module")
def walker(twins: Twins) -> Any:
    yield Walker(twins)
    print(f"\ninputs tried: {_TRIED['inputs']}")  # noqa: T201


class Form:
    """One form of the table, or of another row, posted by one who may."""

    def __init__(self, walker: Walker, door: Door, row: Row | None = None) -> None:
        row = row or table_of(door)
        assert row is not None
        assert row.post is not None
        self.walker, self.row, self.city = walker, row, walker.twins.arendal
        self.letter = "O" if row.may == "O" else "K" if "K" in row.may else row.may[0]
        self.url = reverse(door.name, kwargs=row.kwargs(self.city))
        self.wrong: list[str] = []

    def payload(self) -> dict[str, Any]:
        assert self.row.post is not None
        return self.row.post(self.city)

    def fields(self) -> list[str]:
        return list(self.payload())

    def post(self, what: str, data: Any, **extra: Any) -> HttpResponse:
        """One post, undone and judged."""
        _TRIED["inputs"] += 1
        with undone():
            if self.row.before:
                self.row.before(self.city)
            before = digest() if extra.pop("look", False) else None
            with writes() as seen:
                answer = self._sent(data, extra)
            if seen and answer.status_code >= 400:
                self._must_be_untouched(what, data, before, extra, seen)
        self._judge(what, answer)
        return answer

    def _sent(self, data: Any, extra: dict[str, Any]) -> HttpResponse:
        if isinstance(data, dict) and "content_type" not in extra:
            data = urlencode(
                {key: _bytes(value) for key, value in data.items()}, doseq=True
            ).encode()  # as a browser sends it, lone surrogates too
            extra = {**extra, "content_type": "application/x-www-form-urlencoded"}
        return self.walker.ask(self.letter, "POST", self.url, data, **extra)

    def _must_be_untouched(self, what: str, data: Any, before: str | None, extra: Any, seen: list[str]) -> None:
        if before is None:
            with undone():
                self.post(f"{what}, again", data, look=True, **extra)
        elif digest() != before:
            self.wrong.append(f"{what}: refused, and stored {seen[0][:100]}")

    def _judge(self, what: str, answer: HttpResponse) -> None:
        status = answer.status_code
        if status >= 500:
            failed = getattr(answer, "exc_info", None)
            self.wrong.append(f"{what}: {status} {failed[1]!r}"[:400] if failed else f"{what}: {status}")
        elif status == 422:
            self.wrong += [f"{what}: {fault}" for fault in unsaid(answer)]
        if "html" in answer.headers.get("Content-Type", ""):
            self.wrong += [f"{what}: {found}" for found in injected(answer.content)]


def kinds_for(field: str) -> list[tuple[str, Any]]:
    """All kinds on a full run; else those that break most, and a share of the others, another for each field.

    PostgreSQL refuses more letters, numbers and dates than SQLite does; markup and formulas are the same to both.
    """
    kinds, share = (STORED, 6) if on_postgresql() else (KINDS, 8)
    first = sum(map(ord, field)) % share
    rest = [kind for place, kind in enumerate(kinds) if kind not in ALWAYS and place % share == first]
    return [(kind, KINDS[kind]) for kind in (KINDS if FULL else (*ALWAYS, *rest))]


def _bytes(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_bytes(one) for one in value]
    return str(value).encode("utf-8", "surrogatepass")


def injected(content: bytes) -> list[str]:
    """Elements and attributes that only the input of kinds.py could have made."""
    if not content.strip():
        return []
    tree = markup.fromstring(content.decode("utf-8", "replace").replace("\x00", ""))
    wrong = []
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == ELEMENT or (runs(element) and "zqkjor" in (element.text or "")):
            wrong.append(f"injected <{element.tag}>")
        for name, value in element.attrib.items():
            if name.startswith("on") or (name.startswith(("hx-", "src", "href")) and value == ADDRESS):
                wrong.append(f"injected {name}={value[:60]} at <{element.tag}>")
            if name in ("href", "src") and value.strip().lower().startswith("javascript:"):
                wrong.append(f"injected {name}={value[:60]}")
    return wrong


def runs(element: Any) -> bool:
    """A script that a browser runs; data for scripts is not."""
    return element.tag == "script" and element.get("type") != "application/json"


@pytest.mark.parametrize("door", POSTED, ids=str)
def test_no_field_breaks_a_form(walker: Walker, door: Door) -> None:
    form = Form(walker, door)
    for name in form.fields():
        for kind, value in kinds_for(f"{door} {name}"):
            form.post(f"{name} {kind}", {**form.payload(), name: value})
        form.post(f"{name} left out", {key: value for key, value in form.payload().items() if key != name})

    assert not form.wrong, "\n".join(form.wrong)


@pytest.mark.parametrize("door", POSTED, ids=str)
def test_a_field_takes_its_longest_text_and_no_more(walker: Walker, door: Door) -> None:
    form = Form(walker, door)
    fill_to_the_brim(form)

    assert not form.wrong, "\n".join(form.wrong)


def fill_to_the_brim(form: Form) -> None:
    for name in form.fields():
        answer = form.post(f"{name} endless", {**form.payload(), name: "a " * 50_000 + "b"})
        longest = longest_of(answer, name)
        if longest is None:
            continue
        form.post(f"{name} at {longest}", {**form.payload(), name: "a" * longest})
        if form.post(f"{name} over {longest}", {**form.payload(), name: "a" * (longest + 1)}).status_code < 400:
            form.wrong.append(f"{name}: {longest + 1} characters were taken")


def longest_of(answer: Any, name: str) -> int | None:
    fields = [form.fields.get(name.removeprefix("new-")) for form in bound_forms(answer)]
    return next((field.max_length for field in fields if getattr(field, "max_length", None)), None)


@pytest.mark.parametrize("door", POSTED, ids=str)
def test_ids_of_another_city_are_no_choice(walker: Walker, door: Door) -> None:
    form = Form(walker, door)
    assert form.row.post is not None
    own, other = form.payload(), form.row.post(walker.twins.stavanger)
    for name, value in other.items():
        if name in ("revision", "organisation", "organisation_text") or not str(value).lstrip("mo").isdigit():
            continue
        if str(own[name]) != str(value):
            answer = form.post(f"{name} foreign", {**own, name: value})
            if answer.status_code < 400:
                form.wrong.append(f"{name}: took Stavanger's {value}")

    assert not form.wrong, "\n".join(form.wrong)


@pytest.mark.parametrize("door", POSTED, ids=str)
def test_a_body_no_form_sends_is_refused(walker: Walker, door: Door) -> None:
    form = Form(walker, door)
    send_what_no_form_sends(form)

    assert not form.wrong, "\n".join(form.wrong)


def send_what_no_form_sends(form: Form) -> None:
    many = {f"felt{number}": "1" for number in range(1001)}
    form_type = "application/x-www-form-urlencoded"
    if form.fields():  # else only the middleware reads the body, which the test client skips
        assert form.post("1001 fields", {**form.payload(), **many}).status_code == 400
    form.post("nothing", {})
    form.post("JSON", b'{"a": 1}', content_type="application/json")
    form.post("no multipart", b"--x\r\nnothing", content_type="multipart/form-data; boundary=x")
    form.post("no boundary", b"abc", content_type="multipart/form-data")
    form.post("unknown charset", b"name=a", content_type=f"{form_type}; charset=utf-7")
    form.post("broken UTF-8", b"name=%ff%fe%c3%28&title=%ed%a0%80", content_type=form_type)
    form.post("htmx", {**form.payload(), **dict.fromkeys(form.fields(), "<b>")}, **HTMX)


@pytest.mark.parametrize("door", ASKED, ids=str)
def test_no_query_breaks_a_page(walker: Walker, door: Door) -> None:
    row = table_of(door)
    assert row is not None
    url, wrong = reverse(door.name, kwargs=row.kwargs(walker.twins.arendal)), []
    for letter in ("O",) if row.may == "O" else {"A", "K"} & set(row.may):
        for name in row.query:
            for kind, value in kinds_for(f"{door} {name} {letter}"):
                for htmx in (False, True):
                    _TRIED["inputs"] += 1
                    query = urlencode({name: _bytes(value)}, doseq=True)
                    with undone():
                        answer = walker.ask(letter, "GET", f"{url}?{query}", **(HTMX if htmx else {}))
                    if answer.status_code >= 500:
                        wrong.append(f"{name} {kind}: {answer.status_code} {getattr(answer, 'exc_info', '')}"[:400])
                    elif answer.content:
                        wrong += [f"{name} {kind}: {found}" for found in injected(answer.content)]

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", ["svar", "avmelding", "interesse", "interesse/mote", "referat", "bli-med"])
def test_no_token_breaks_a_page(walker: Walker, path: str) -> None:
    client = Client(raise_request_exception=False)
    for value in ("x", "a" * 43, "a" * 4000, "%00", "%ed%a0%80", "æøå" * 10, "..%2f..", "<script>", "{{ x }}"):
        with undone():
            assert client.get(f"/{path}/{value}/").status_code in (301, 400, 404, 429), value


CSV = "navn;e-post;virksomhet\nØystein Åsen;oystein@eksempel.no;Bølgen & Moi\n=1+1;a@eksempel.no;@SUM(1)\n"
FILES = {
    "UTF-8": CSV.encode(),
    "UTF-8 with BOM": CSV.encode("utf-8-sig"),
    "UTF-16": CSV.encode("utf-16"),
    "UTF-16 without BOM": CSV.encode("utf-16-le"),
    "Windows-1252": CSV.encode("cp1252"),
    "bytes no encoding has": b"navn;e-post\n\x81\x8d\x8f;a@eksempel.no",
    "empty": b"",
    "blank": b"\n\n;;;\n",
    "only a heading": b"navn;e-post\n",
    "NUL": b"navn;e-post\na\x00b;a@eksempel.no\n",
    "zip": b"PK\x03\x04" + bytes(range(256)) * 20,
    "open quote": b'navn;e-post\n"Ola;a@eksempel.no\n',
    "wide cell": b"navn;e-post\n" + b"x" * 200_000 + b";a@eksempel.no\n",
    "many columns": b";".join([b"x"] * 5000),
    "501 people": b"".join(b"Ola;a%d@eksempel.no\n" % number for number in range(501)),
    "over 1 MB": b"Ola;a@eksempel.no\n" * 60_000,
    "markup": "".join(f"{value};a{n}@eksempel.no\n" for n, value in enumerate(MARKUP.values())).encode(),
    "half a surrogate": "navn;e-post\n".encode("utf-16") + b"\x00\xd8",
}


@pytest.mark.parametrize("name", FILES)
def test_no_file_breaks_the_list(walker: Walker, name: str) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test.client import MULTIPART_CONTENT

    door = next(door for door in POSTED if door.name == "meetings:preview_list")
    form = Form(walker, door)
    with undone(), writes() as seen:
        file = SimpleUploadedFile("liste.csv", FILES[name], "text/csv")
        answer = walker.ask("K", "POST", form.url, {"file": file}, content_type=MULTIPART_CONTENT)
    form._judge(name, answer)

    assert not form.wrong, "\n".join(form.wrong)
    assert not seen
    sound = ("UTF-8", "UTF-8 with BOM", "UTF-16", "UTF-16 without BOM", "Windows-1252")
    assert answer.status_code == (200 if name in (*sound, "markup") else answer.status_code)
    if name in sound:
        assert "Øystein Åsen" in answer.content.decode()

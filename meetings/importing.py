"""Reading a pasted list or an uploaded file of people: decoding, columns, and what is wrong with each row.

Reads and judges; stores nothing. Values that look like formulas are text here and stay text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mail.addresses import clean_address
from paadriv.text import clean_line, search_key
from partners.groups import GROUPS

MOST_BYTES = 1_000_000
MOST_ROWS = 500
_DELIMITERS = ";\t,"
_COLUMNS = {
    "name": ("navn", "name", "fullt navn", "kontaktperson", "deltaker"),
    "first_name": ("fornavn", "first name"),
    "last_name": ("etternavn", "last name", "surname"),
    "email": ("e-post", "epost", "email", "e-mail", "e-postadresse", "epostadresse", "mail"),
    "organisation": ("virksomhet", "organisasjon", "organisation", "organization", "firma", "bedrift"),
    "group": ("gruppe", "interessentgruppe", "group"),
    "phone": ("telefon", "tlf", "mobil", "telefonnummer", "phone"),
    "why_asked": ("hvorfor", "hvorfor vi spør", "begrunnelse", "grunn", "why"),
}
_COLUMN_OF = {search_key(word): column for column, words in _COLUMNS.items() for word in words}
_LONGEST = {"name": 120, "organisation": 200, "phone": 30, "why_asked": 200}
_GROUP_OF = {
    **{search_key(str(group.title)): group.key.value for group in GROUPS},
    **{group.key.value: group.key.value for group in GROUPS},
}
_ANGLED = re.compile(r"^(?P<name>[^<>]*)<(?P<email>[^<>]+)>$")
_NAME_IN_ADDRESS = re.compile(r"[a-z]{2,}([.][a-z]{2,})+", re.ASCII)
_PHONE = re.compile(r"\+?[0-9][0-9 ]{6,18}[0-9]", re.ASCII)


class Unreadable(ValueError):
    """The list as a whole cannot be read; the message says what to do, in bokmål."""


@dataclass(frozen=True)
class Row:
    """One person as read, and what is wrong. ``note`` says why a sound row will be left out."""

    number: int
    name: str = ""
    email: str = ""
    organisation: str = ""
    group: str = ""
    phone: str = ""
    why_asked: str = ""
    faults: tuple[str, ...] = ()
    note: str = ""

    @property
    def is_sound(self) -> bool:
        return not self.faults and not self.note

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "faults": list(self.faults)}


@dataclass(frozen=True)
class Known:
    """What the initiative knows already, by address in lower case."""

    invited: dict[str, str] = field(default_factory=dict)
    opted_out: dict[str, str] = field(default_factory=dict)


def decode(content: bytes) -> str:
    """The text of a file: by its BOM, else UTF-8, else Windows-1252. Raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable(_("Filen er for stor. Den kan være høyst 1 MB."))
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif content.count(b"\x00") > len(content) // 4:
        encodings = ("utf-16-le" if content[1:2] == b"\x00" else "utf-16-be",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(_("Vi kan ikke lese tegnene i filen. Lagre den som «CSV UTF-8» og prøv igjen."))


def read(text: str, known: Known) -> list[Row]:
    """Every person in the text with what is wrong. Raises Unreadable for a list that is empty or too long."""
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise Unreadable(_("Listen er for lang. Den kan være høyst 1 MB."))
    if "\x00" in text:
        raise Unreadable(_("Listen inneholder tegn som ikke er tekst. Lagre den som «CSV UTF-8» og prøv igjen."))
    rows = list(_judged(_people(text), known))
    if not rows:
        raise Unreadable(_("Vi finner ingen personer. Skriv én person per linje, eller last opp en CSV-fil."))
    return rows


def _people(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    lines = _cells(text)
    columns: list[str] | None = None
    count = 0
    for position, (number, cells) in enumerate(lines):
        if position == 0 and (columns := _header(cells)) is not None:
            continue
        for person in [_by_column(cells, columns)] if columns else _by_guess(cells):
            count += 1
            if count > MOST_ROWS:
                raise Unreadable(_("Listen har flere enn %(most)d personer. Del den opp.") % {"most": MOST_ROWS})
            yield number, person


def _cells(text: str) -> list[tuple[int, list[str]]]:
    """Non-empty lines with their numbers, each cell on one clean line."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count) if any(d in first for d in _DELIMITERS) else ";"
    reader = csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter=delimiter)
    rows: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            cleaned = [clean_line(cell) for cell in cells]
            if any(cleaned):
                rows.append((reader.line_num, cleaned))
    except csv.Error as error:
        raise Unreadable(
            _("Vi kan ikke lese linje %(line)d. Se etter et anførselstegn som mangler.") % {"line": reader.line_num}
        ) from error
    return rows


def _header(cells: list[str]) -> list[str] | None:
    """The columns when the line is a heading: it names an address or a name, and holds no address itself."""
    columns = [_COLUMN_OF.get(search_key(cell).rstrip(":*"), "") for cell in cells]
    named = {column for column in columns if column}
    if any("@" in cell for cell in cells) or not named & {"name", "email", "last_name"}:
        return None
    return columns


def _by_column(cells: list[str], columns: list[str]) -> dict[str, str]:
    person: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        if column and cell and column not in person:
            person[column] = cell
    if "name" not in person:
        person["name"] = " ".join(filter(None, (person.pop("first_name", ""), person.pop("last_name", ""))))
    return person


def _by_guess(cells: list[str]) -> list[dict[str, str]]:
    """Without a heading: one person per address; in a line with one, the other cells are name and organisation."""
    addresses = [cell for cell in cells if "@" in cell]
    if len(addresses) > 1:
        return [_from_address(cell) for cell in addresses]
    if not addresses:
        return [{"name": cells[0]}]
    person = _from_address(addresses[0])
    others = [cell for cell in cells if cell and "@" not in cell]
    if others and not person["name"]:
        person["name"] = others.pop(0)
    if others:
        person["organisation"] = others.pop(0)
    return [person]


def _from_address(cell: str) -> dict[str, str]:
    """«Ola Berg <ola@eksempel.no>», or an address alone."""
    if match := _ANGLED.match(cell):
        return {"name": match["name"].strip(" \"'"), "email": match["email"].strip()}
    if " " in cell and cell.rpartition(" ")[2].count("@") == 1:
        name, _space, email = cell.rpartition(" ")
        return {"name": name.strip(), "email": email}
    return {"name": "", "email": cell}


def _judged(people: Iterator[tuple[int, dict[str, str]]], known: Known) -> Iterator[Row]:
    seen: dict[str, int] = {}
    for number, person in people:
        row = _row(number, person)
        if row.email and not row.faults:
            if row.email in seen:
                row = _noted(row, _("samme e-postadresse som på linje %(line)d") % {"line": seen[row.email]})
            elif row.email in known.invited:
                row = _noted(row, _("står allerede på listen som %(name)s") % {"name": known.invited[row.email]})
            elif row.email in known.opted_out:
                row = _noted(row, _("%(name)s har meldt seg av henvendelser") % {"name": known.opted_out[row.email]})
            seen.setdefault(row.email, number)
        yield row


def _row(number: int, person: dict[str, str]) -> Row:
    faults: list[str] = []
    typed = person.get("email", "")
    email = ""
    if not typed:
        faults.append(_("E-postadressen mangler."))
    else:
        try:
            email = clean_address(typed).lower()
        except ValidationError as error:
            faults.extend(error.messages)
            email = typed[:254]
    name = person.get("name", "")
    local = email.partition("@")[0]
    if not name and _NAME_IN_ADDRESS.fullmatch(local):
        name = " ".join(part.capitalize() for part in local.split("."))
    if not name:
        faults.append(_("Navnet mangler."))
    group_typed = person.get("group", "")
    group = _GROUP_OF.get(search_key(group_typed), _GROUP_OF.get(group_typed, "")) if group_typed else ""
    if group_typed and not group:
        faults.append(_("Gruppen «%(group)s» finnes ikke.") % {"group": group_typed[:60]})
    values = {"name": name, **{key: person.get(key, "") for key in ("organisation", "phone", "why_asked")}}
    for key, most in _LONGEST.items():
        if len(values[key]) > most:
            faults.append(
                _("«%(start)s …» er for langt. Bruk høyst %(most)d tegn.") % {"start": values[key][:20], "most": most}
            )
            values[key] = values[key][:most]
    if values["phone"] and not _PHONE.fullmatch(values["phone"]):
        faults.append(_("Telefonnummeret må ha 8 sifre, eller landkode."))
    return Row(number=number, email=email, group=group, faults=tuple(faults), **values)


def _noted(row: Row, note: str) -> Row:
    return Row(**{**asdict(row), "note": note})

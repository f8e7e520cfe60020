"""Text as people type it and as Norwegians read it: cleaning, search keys, dates and amounts.

Says nothing about HTML; the one sanitising module is documents/markdown.py.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

NBSP = "\u00a0"
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_INVISIBLE = "\u200b\u2060\ufeff\u00ad"
_DROP = dict.fromkeys(map(ord, _BIDI + _INVISIBLE))
_MONTHS = [
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
]
_WEEKDAYS = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"]
#: Letters that neither casefold nor decomposition turns into what people type.
_FOLD = str.maketrans({"đ": "d", "ŋ": "n", "ŧ": "t", "ǥ": "g", "ʒ": "z", "ǯ": "z", "ł": "l"})
_KEEP = {"å", "ø", "æ", "ä", "ö"}


def clean_block(value: str) -> str:
    """NFC text of several lines without control, bidi or invisible characters."""
    value = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    lines = value.translate(_DROP).split("\n")
    return "\n".join((line if line.isprintable() else _printable(line)).rstrip() for line in lines).strip()


def _printable(line: str) -> str:
    """Letter by letter, for the few lines that hold more than plain text."""
    return "".join(c for c in line if c == "\t" or unicodedata.category(c) not in ("Cc", "Cs", "Cn"))


def clean_line(value: str) -> str:
    """As clean_block, on one line with single spaces."""
    return " ".join(clean_block(value).split())


def search_key(*values: str) -> str:
    """What search compares: casefolded, å ø æ kept, Sámi and accented letters as plain ones."""
    folded = unicodedata.normalize("NFC", " ".join(values)).casefold().translate(_FOLD)
    letters = (c if c in _KEEP else unicodedata.normalize("NFD", c)[0] for c in folded)
    return " ".join("".join(letters).split())


def local(moment: datetime) -> datetime:
    """An aware moment as the clock on a Norwegian wall shows it."""
    return timezone.localtime(moment)


def day(value: date | datetime) -> str:
    """«23. april 2026»."""
    if isinstance(value, datetime):
        value = local(value).date()
    return f"{value.day}.{NBSP}{_MONTHS[value.month - 1]} {value.year}"


def short_day(value: date | datetime) -> str:
    """«23. april»."""
    if isinstance(value, datetime):
        value = local(value).date()
    return f"{value.day}.{NBSP}{_MONTHS[value.month - 1]}"


def weekday(value: date | datetime) -> str:
    """«torsdag»."""
    if isinstance(value, datetime):
        value = local(value).date()
    return _WEEKDAYS[value.weekday()]


def clock_time(value: datetime) -> str:
    """«18.00», without «kl.»."""
    return local(value).strftime("%H.%M")


def moment(value: datetime) -> str:
    """«23. april 2026 kl. 18.00»."""
    return f"{day(value)} kl.{NBSP}{clock_time(value)}"


def duration(minutes: int) -> str:
    """«2 timer og 30 minutter»."""
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(f"{hours}{NBSP}{'time' if hours == 1 else 'timer'}")
    if rest or not hours:
        parts.append(f"{rest}{NBSP}{'minutt' if rest == 1 else 'minutter'}")
    return " og ".join(parts)


def kroner(amount: int) -> str:
    """«250 000 kr»."""
    return f"{amount:,}".replace(",", NBSP) + f"{NBSP}kr"


def count(number: int, one: str, many: str, *, neuter: bool = False) -> str:
    """A number with its noun: «én virksomhet», «ett svar», «14 virksomheter»; only one is a word."""
    if number == 1:
        return f"{'ett' if neuter else 'én'}{NBSP}{one}"
    return f"{number}{NBSP}{many}"


def in_words(items: Iterable[str]) -> str:
    """«a, b og c»."""
    listed = list(items)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} og {listed[-1]}"


def sentence(value: str) -> str:
    """Upper-case first letter, for a value that begins a sentence."""
    return value[:1].upper() + value[1:]


def filename(title: str) -> str:
    """A title as the name of a file: no sign that a file system or a header reads as something else."""
    kept = "".join("-" if letter in '\\/:*?"<>|' else letter for letter in clean_line(title))
    return kept.strip(" .-")[:120] or "dokument"

"""What a PDF costs in the warm child: one invitation, thirty in a row, and a målbilde frozen.

Run by ``python -m bench.pdf``; needs no database. Exits with 1 when thirty cost more than 35 times one, or a
page of a målbilde more than a tenth of a second.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: Thirty in a row may cost at most so many times one warm render.
MOST_FOR_THIRTY = 35.0
#: Seconds of CPU a page of a frozen document may cost.
MOST_PER_PAGE = 0.1
VALUES = {
    "sted_navn": "Lillevik",
    "i_sted": "i Lillevik",
    "område_navn": "Strandsonen",
    "initiativtaker_navn": "Lillevik kommune",
    "initiativtaker_adresse": "Rådhusgata 4, 2830 Lillevik",
    "begrunnelse_kort": "Strandsonen har stått stille i tretti år, og mange har hver sine planer.",
    "verdi_for_gruppen": "I Pådriv kan dere komme tettere på stedsutviklingen og møte andre som vil det samme.",
    "avsender_navn": "Kari Nilsen",
    "avsender_tittel": "kommunedirektør",
    "kontakt_navn": "Ola Berg",
    "kontakt_epost": "padriv@lillevik.kommune.no",
    "kontakt_telefon": "912 34 567",
    "brevdato": "12. mars 2026",
    "møtedag": "torsdag",
    "møtedato": "23. april 2026",
    "møtestart": "18.00",
    "møteslutt": "20.30",
    "møtested": "Lillevik kulturhus, Bryggegata 11",
    "på_møtested": "på Lillevik kulturhus, Bryggegata 11",
    "servering_setning": "Vi serverer kaffe og rundstykker.",
    "tilgjengelighet_setning": "Trinnfri inngang fra Bryggegata.",
    "svarfrist": "9. april 2026",
    "saksnummer": "26/01234",
    "behandlingsansvarlig": "Lillevik kommune",
    "slettefrist_tilrettelegging": "14 dager",
    "personvernlenke": "https://padriv.example/personvern/",
}


def content(number: int) -> dict[str, Any]:
    """An invitation of ordinary length with the standard programme; no two alike."""
    from documents.starting import INVITATION_LETTER
    from initiatives.method import CURRENT, StepKey
    from meetings.kinds.steps import strip
    from meetings.programme import STANDARD

    who = {
        "mottaker_navn": f"Ingrid Nordli {number}",
        "mottaker_virksomhet": f"Virksomhet {number} AS",
        "grunn_til_henvendelse": f"du er kontaktperson for Virksomhet {number} AS",
    }
    return {
        "issued_at": "2026-03-12T09:00:00+01:00",
        "author": "Lillevik kommune",
        "headline": "Trenger Lillevik et Pådriv?",
        "letter": INVITATION_LETTER.sections[0].body,
        "values": VALUES | who,
        "answer_url": f"https://padriv.example/svar/{number:043d}/",
        "programme": [
            {
                "at": f"18.{position:02d}",
                "title": str(post.title),
                "responsible": str(post.responsible),
                "description": str(post.description),
            }
            for position, post in enumerate(STANDARD)
        ],
        "steps": strip(CURRENT, StepKey.SONDERINGSMOETE),
    }


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paadriv.settings")
    import django

    django.setup()
    from documents.kinds import kind_of
    from documents.pipeline.press import Press
    from documents.pipeline.wire import Job
    from documents.printing import html_of

    kind = kind_of("invitasjon")
    with tempfile.TemporaryDirectory() as folder:
        press = Press(Path(folder))

        def one(number: int) -> int:
            return len(press.print(Job(html_of(kind, content(number)), kind.stylesheets, fit=kind.fit)).pdf)

        started = time.perf_counter()
        one(0)
        cold = time.perf_counter() - started
        size = one(1)
        single = statistics.median(_cpu(press, lambda number=number: one(number)) for number in range(2, 13))  # type: ignore[misc]
        started = time.perf_counter()
        thirty = _cpu(press, lambda: [one(number) for number in range(100, 130)])
        wall = time.perf_counter() - started
        page = _page_of_maalbilde(press)
        press.close()
    ratio = thirty / single
    say = sys.stdout.write
    say(f"first invitation, child started   {cold:6.2f} s wall\n")
    say(f"one warm invitation, median of 11 {single:6.3f} s CPU, {size // 1024} kB\n")
    say(f"thirty invitations                {thirty:6.2f} s CPU, {wall:.2f} s wall\n")
    say(f"thirty against one                {ratio:6.1f} × (at most {MOST_FOR_THIRTY:.0f})\n")
    say(f"a page of a frozen målbilde       {page:6.3f} s CPU (at most {MOST_PER_PAGE})\n")
    return 0 if ratio <= MOST_FOR_THIRTY and page <= MOST_PER_PAGE else 1


def _page_of_maalbilde(press: Any) -> float:
    """Seconds of CPU per page, template included; the median of five."""
    from bench.frozen import content as maalbilde
    from documents.kinds import kind_of
    from documents.pipeline.wire import Job
    from documents.printing import html_of

    kind, pages = kind_of("maalbilde"), 0

    def freeze() -> None:
        nonlocal pages
        pages = press.print(Job(html_of(kind, maalbilde()), kind.stylesheets)).pages

    freeze()
    own = time.process_time()
    child = statistics.median(_cpu(press, freeze) for _ in range(5))
    return (child + (time.process_time() - own) / 5) / pages


def _cpu(press: Any, work: Callable[[], object]) -> float:
    """Seconds the child computed: what a busy machine does to the wall clock says nothing of our cost."""
    before = _used(press.pid)
    work()
    return _used(press.pid) - before


def _used(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())

"""Builders for documents: one of every kind, and what can be read back from a PDF."""

from __future__ import annotations

import io
import re
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import page
import pikepdf
import pypdf

from accounts.canonical import digest
from documents.kinds import Content, kind_of
from documents.printing import print_content
from gates.models import GateDecision, Outcome
from initiatives.models import Initiative
from meetings import services
from meetings.models import Invitation, Meeting
from paadriv import clock
from tests import day_world, meetings_world, world


def finding(key: str, level: str, title: str, ok: bool, saw: str, wanted: str = "") -> dict[str, Any]:
    """One entry of a snapshot, as gates stores it."""
    return {"key": key, "level": level, "title": title, "ok": ok, "saw": saw, "wanted": wanted}


FINDINGS = [
    finding("held", "must", "Sonderingsmøtet er holdt", True, "Møtet ble holdt 23. april 2026.", "Minst ett møte."),
    finding("threshold", "must", "Terskelen er nådd", False, "6 av 8 virksomheter vil delta.", "Minst 8 virksomheter."),
    finding("owner", "must", "Eierorganisasjon og prosessleder er utpekt", True, "Arendal kommune, Ola Berg."),
    finding("number", "should", "15–30 deltakere", False, "12 møtte.", "Mellom 15 og 30 deltakere."),
    finding("minutes", "should", "Referatet er publisert innen 14 dager", True, "Publisert etter 3 dager."),
]


def invitation(name: str = "Ingrid Nordli", partner: str = "Arendal Næringsforening", **fields: Any) -> Invitation:
    """A guest with an organisation, on the list of a meeting where everything is said."""
    initiative = fields.pop("initiative", None) or world.initiative()
    fields.setdefault("serving", "Vi serverer kaffe og rundstykker")
    fields.setdefault("accessibility", "Trinnfri inngang fra Bryggegata")
    fields.setdefault("short_reason", "Sentrum har stått stille i tretti år, og mange har hver sine planer.")
    meeting = meetings_world.meeting(initiative, **fields)
    group = world.partner(initiative, partner, group="other_business") if partner else None
    return meetings_world.invitation(meeting, name, **({"partner": group} if group else {}))


def minutes_of(meeting: Meeting, text: str = "## Funn\n\nVi snakket om **sentrum**.\n\n- Brygga\n- Torget") -> Meeting:
    """A closed meeting whose minutes are written."""
    with clock.set_to(day_world.after(meeting)):
        services.edit_minutes(
            meeting, body=text, interest_until=None, revision=0, by=world.coordinator_of(meeting.initiative)
        )
    return meeting


def decision(initiative: Initiative | None = None, **fields: Any) -> GateDecision:
    """A decision as gates stores it."""
    initiative = initiative or world.initiative()
    snapshot = {"findings": FINDINGS}
    return GateDecision.objects.create(
        initiative=initiative,
        step_run=initiative.step_runs.get(state="active"),
        decided_by=world.coordinator_of(initiative),
        **{
            "outcome": Outcome.GO,
            "decider_name": "Jon Dahl",
            "decider_title": "kommunedirektør",
            "decider_basis": "delegert myndighet, sak 12/26",
            "decided_on": date(2026, 5, 4),
            "explanation": "Interessen er bred, og de som mangler, er i dialog med oss.",
            "reasons": {"number": "Tre grupper meldte forfall samme dag, men er intervjuet etterpå."},
            "waivers": {
                "threshold": {
                    "body": "formannskapet",
                    "case_number": "14/26",
                    "date": "2026-05-02",
                    "reason": "To virksomheter venter på styrevedtak.",
                }
            },
            "snapshot": snapshot,
            "snapshot_digest": digest(snapshot),
            "form_key": uuid.uuid4(),
            **fields,
        },
    )


def content_of(key: str, subject_id: int) -> Content:
    return kind_of(key).content(subject_id)


def pdf(key: str, subject_id: int, **overrides: Any) -> bytes:
    return print_content(kind_of(key), content_of(key, subject_id) | overrides).pdf


def words(data: bytes, number: int | None = None) -> str:
    """The text of one page or of all, with single blanks."""
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    chosen = pages if number is None else [pages[number - 1]]
    return " ".join(re.sub(r"[\s\u00a0\u200b]+", " ", each.extract_text()) for each in chosen)


def page_count(data: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(data)).pages)


def raw(data: bytes) -> bytes:
    """Everything in the file, unpacked: what is hidden in a stream shows."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        streams = [item.read_bytes() for item in opened.objects if isinstance(item, pikepdf.Stream)]
        plain = io.BytesIO()
        opened.save(plain, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return plain.getvalue() + b"\n".join(streams)


def failures(data: bytes) -> list[str]:
    """What the validator holds against the file, over both profiles; empty for a conformant one."""
    return [
        f"{profile}: {failure.rule_id} {failure.message}"
        for profile in ("3a", "ua1")
        for failure in page.validate_pdf_bytes(data, profile=profile).failures
    ]


CANARY = "KANARIFUGL-7731"


@dataclass
class Honeypot:
    """A file and an internal address, both with the canary in what they hold, and what was asked of the address."""

    file: str
    url: str
    asked: list[str] = field(default_factory=list)


@contextmanager
def honeypot(folder: Path) -> Iterator[Honeypot]:
    secret = folder / "hemmelig.txt"
    secret.write_text(CANARY)

    class Internal(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            pot.asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(CANARY.encode())

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Internal)
    pot = Honeypot(secret.as_uri(), f"http://127.0.0.1:{server.server_port}/x")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield pot
    finally:
        server.shutdown()
        server.server_close()

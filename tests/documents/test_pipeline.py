"""The press: what goes in, what never comes out, and what happens when a layout will not end."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pypdf
import pytest

from documents.pipeline.letters import printable
from documents.pipeline.press import Press, Unprintable
from documents.pipeline.wire import Attachment, Job, OnOnePage
from tests.documents_world import CANARY, failures, honeypot, raw, words

pytestmark = [pytest.mark.faults, pytest.mark.one_database]
ROOT = Path(__file__).resolve().parents[2]
BASE = ("documents/base.css",)
HANG = "<table><tr><td colspan=1000000>x</td></tr></table>"


def html(body: str, title: str = "Prøve") -> str:
    return (
        f'<!doctype html><html lang="nb"><head><title>{title}</title>'
        '<meta name="dcterms.created" content="2026-03-12T09:00:00+01:00"></head>'
        f"<body><h1>{title}</h1>{body}</body></html>"
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pdf")


@pytest.fixture(scope="module")
def press(folder: Path) -> Iterator[Press]:
    made = Press(folder, seconds=20)
    yield made
    made.close()


@pytest.fixture
def hasty(folder: Path) -> Iterator[Press]:
    made = Press(folder, seconds=2)
    yield made
    made.close()


def packed(content: bytes) -> bytes:
    return zlib.compress(content, 9)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


def gone(pid: int, within: float) -> bool:
    end = time.monotonic() + within
    while alive(pid) and time.monotonic() < end:
        time.sleep(0.05)
    return not alive(pid)


def test_a_document_is_archival_and_accessible(press: Press):
    printed = press.print(Job(html("<p>Blåbær og čoahkkin.</p>"), BASE))

    assert failures(printed.pdf) == []
    assert "Blåbær og čoahkkin." in words(printed.pdf)


def test_the_metadata_says_language_title_and_the_given_dates(press: Press):
    reader = pypdf.PdfReader(io.BytesIO(press.print(Job(html("<p>x</p>", "Målbilde"), BASE)).pdf))

    assert reader.metadata is not None
    assert reader.metadata.title == "Målbilde"
    assert reader.metadata["/CreationDate"].startswith("D:20260312")
    assert reader.trailer["/Root"]["/Lang"] == "nb"


def test_an_attachment_keeps_its_relationship_and_the_profiles(press: Press):
    attachment = Attachment("data.json", b'{"a":1}', "Innholdet", "Data", datetime(2026, 3, 12, tzinfo=UTC))

    pdf = press.print(Job(html("<p>x</p>"), BASE, (attachment,))).pdf

    assert failures(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.attachments["data.json"].get_file().read_bytes() == b'{"a":1}'
        assert opened.Root.AF[0].AFRelationship == "/Data"


@pytest.mark.parametrize("last", [b"\n", b"\r"])
@pytest.mark.parametrize("end", [b"\n", b"}"])
def test_a_file_whose_stream_would_end_with_a_line_break_is_attached_unchanged(press: Press, last: bytes, end: bytes):
    """One file in a hundred packs to such an end, and a consented PDF ends so when it is not packed."""
    content = next(made for made in (b"x" * number + end for number in range(5000)) if packed(made)[-1:] == last)
    attachment = Attachment("versjon-1.pdf", content, "Filen", "Source", datetime(2026, 3, 12, tzinfo=UTC))

    pdf = press.print(Job(html("<p>x</p>"), BASE, (attachment,))).pdf

    assert failures(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.attachments["versjon-1.pdf"].get_file().read_bytes() == content


def test_only_our_own_fonts_are_embedded(press: Press):
    pdf = press.print(Job(html("<p>Ord <b>fet</b> ǩiõll عربى</p>"), BASE)).pdf

    fonts = {str(name) for name in _font_names(pdf)}
    assert fonts == {"Source Sans Pro", "Source Serif Pro", "DejaVu Sans"}


def test_signs_without_a_glyph_are_replaced_and_reported(press: Press):
    printed = press.print(Job(html("<p>Møte 漢字 \x07slutt</p>"), BASE))

    assert printed.replaced == "字漢"
    assert "Møte ?? slutt" in words(printed.pdf)
    assert failures(printed.pdf) == []


def test_an_endless_word_is_given_places_to_break(press: Press):
    started = time.monotonic()

    printed = press.print(Job(html(f"<p>{'å' * 100_000}</p>"), BASE))

    assert printed.pages > 10
    assert time.monotonic() - started < 15
    assert printable("x" * 200, frozenset({ord("x")}), set()).split("\u200b") == ["x" * 60] * 3 + ["x" * 20]


def test_nothing_is_fetched_from_disk_or_network(press: Press, tmp_path: Path):
    """A secret file and an internal address, in every way HTML and CSS can name them."""
    with honeypot(tmp_path) as pot:
        for address in (pot.file, pot.url, "asset:../manage.py"):
            body = (
                f'<base href="{address}"><link rel=attachment href="{address}"><a rel=attachment href="{address}">x</a>'
                f'<img alt="x" src="{address}"><object data="{address}">o</object><embed src="{address}">'
                f'<link rel=stylesheet href="{address}"><style>@import "{address}"; @font-face {{ font-family: F; '
                f'src: url("{address}") }} p {{ background: url("{address}"); font-family: F }}</style>'
                f'<svg><title>x</title><image href="{address}"/></svg><p>tekst</p>'
            )
            data = raw(press.print(Job(html(body), BASE)).pdf)
            assert CANARY.encode() not in data
            assert b"DJANGO_SETTINGS_MODULE" not in data
    assert pot.asked == []


def test_a_layout_that_hangs_is_stopped_and_the_next_document_is_made(hasty: Press):
    hasty.print(Job(html("<p>varm</p>"), BASE))
    first = hasty.pid
    assert first is not None
    started = time.monotonic()

    with pytest.raises(Unprintable) as stopped:
        hasty.print(Job(html(HANG), BASE))

    assert (stopped.value.code, stopped.value.again) == ("too slow", False)
    assert time.monotonic() - started < 4
    assert gone(first, 1)
    assert hasty.print(Job(html("<p>neste</p>"), BASE)).pages == 1


def test_a_document_that_eats_memory_is_stopped_and_the_next_is_made(folder: Path):
    press = Press(folder, seconds=60, memory=340 * 1024**2)

    with pytest.raises(Unprintable) as stopped:
        press.print(Job(html("<p>ord og flere ord</p>" * 30_000), BASE))

    assert stopped.value.code in ("memory", "crashed")
    assert press.print(Job(html("<p>neste</p>"), BASE)).pages == 1
    press.close()


def test_a_child_that_is_killed_is_replaced(press: Press):
    press.print(Job(html("<p>en</p>"), BASE))
    before = press.pid
    assert before is not None

    os.kill(before, 9)
    os.waitid(os.P_PID, before, os.WEXITED | os.WNOWAIT)

    assert press.print(Job(html("<p>to</p>"), BASE)).pages == 1
    assert press.pid != before


def test_a_child_killed_in_the_middle_may_be_tried_again(folder: Path):
    press = Press(folder, seconds=10)
    press.print(Job(html("<p>varm</p>"), BASE))
    pid = press.pid
    assert pid is not None
    threading.Timer(0.5, os.kill, (pid, 9)).start()

    with pytest.raises(Unprintable) as stopped:
        press.print(Job(html(HANG), BASE))

    assert (stopped.value.code, stopped.value.again) == ("crashed", True)
    press.close()


def test_a_child_is_renewed_after_its_share_of_documents(folder: Path):
    press = Press(folder, documents_per_child=2)
    children = set()
    for number in range(4):
        press.print(Job(html(f"<p>{number}</p>"), BASE))
        children.add(press.pid)

    assert len(children - {None}) == 2
    press.close()


def test_the_child_dies_with_its_parent_even_while_it_hangs(folder: Path):
    """kill -9 of the worker leaves no process behind."""
    program = (
        "import sys, threading; from pathlib import Path\n"
        "from documents.pipeline.press import Press; from documents.pipeline.wire import Job\n"
        f"press = Press(Path({str(folder)!r})); press.print(Job({html('<p>x</p>')!r}, {BASE!r}))\n"
        "print(press.pid, flush=True)\n"
        f"press.print(Job({html(HANG)!r}, {BASE!r}))\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    time.sleep(0.5)
    assert alive(child)

    parent.kill()
    parent.communicate()

    assert gone(child, 3)


def test_text_nested_too_deep_is_refused(press: Press):
    with pytest.raises(Unprintable, match="depth"):
        press.print(Job(html("<div>" * 80), BASE))


def test_what_must_fit_is_tightened_or_refused(press: Press):
    body = "<p>" + "ord " * 2_000 + '</p><section id="neste"><h2>Neste</h2></section>'

    with pytest.raises(Unprintable, match="too long"):
        press.print(Job(html(body), BASE, fit=OnOnePage("neste", 1, ("tight",))))

    assert press.print(Job(html(body), BASE, fit=OnOnePage("neste", 2))).pages == 2


def test_the_same_input_has_the_same_bytes_in_every_process(folder: Path):
    """Hash seed, time zone and a fresh child make no difference."""
    digests = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        program = (
            "import hashlib; from pathlib import Path; from documents.pipeline.press import Press\n"
            "from documents.pipeline.wire import Job\n"
            "class Other(Press):\n"
            "    def _environment(self):\n"
            f"        return super()._environment() | {{'PYTHONHASHSEED': {seed!r}, 'TZ': {zone!r}}}\n"
            f"press = Other(Path({str(folder)!r}))\n"
            f"print(hashlib.sha256(press.print(Job({html('<p>Likt</p>')!r}, {BASE!r})).pdf).hexdigest())\n"
            "press.close()\n"
        )
        done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
        digests.add(done.stdout.strip())
        time.sleep(1.1)
    press = Press(folder)
    digests |= {hashlib.sha256(press.print(Job(html("<p>Likt</p>"), BASE)).pdf).hexdigest() for _ in range(2)}
    press.close()

    assert len(digests) == 1


def test_a_parent_never_loads_the_layout_engine():
    program = "import documents.pipeline.press, documents.pipeline.wire, sys; print('weasyprint' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


def test_many_small_documents_all_conform(press: Press):
    """The broken stream end of pdf.md §1.2 comes up in about two of a hundred."""
    for number in range(60):
        pdf = press.print(Job(html(f"<p>Nummer {number * 7919}</p>"), BASE)).pdf
        assert failures(pdf) == [], number


def _font_names(pdf: bytes) -> Iterator[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for item in opened.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                assert any(key in item for key in ("/FontFile2", "/FontFile3"))
                yield str(item.FontFamily)


def test_a_document_gets_twenty_seconds_and_a_gigabyte(folder: Path):
    """What the machine of a worker is measured by, and what people are told to cut down their text for."""
    ordinary = Press(folder)
    child = "from documents.pipeline import child; print(child.SECONDS, child.MEMORY)"
    bare = {name: value for name, value in os.environ.items() if not name.startswith("PAADRIV_PDF")}
    done = subprocess.run([sys.executable, "-c", child], cwd=ROOT, env=bare, capture_output=True, text=True, check=True)

    assert (ordinary.seconds, ordinary.memory) == (20, 1_073_741_824)
    assert done.stdout.split() == ["20", "1073741824"]

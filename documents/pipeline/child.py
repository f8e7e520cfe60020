"""The child: reads jobs from stdin, lays out, writes answers. The only module that imports WeasyPrint.

Started by press.py with a small environment (no secrets, no database). Has its own memory limit, an
alarm the kernel rings if the parent does not, and a watcher that ends it when the parent is gone.
"""

from __future__ import annotations

import io
import json
import os
import resource
import signal
import sys
import threading
import time
from typing import Any

from documents.pipeline import assets, letters, profile, wire

MEMORY = int(os.environ.get("PAADRIV_PDF_MEMORY", 1024**3))
SECONDS = int(os.environ.get("PAADRIV_PDF_SECONDS", 20))
DEEPEST = 60
_VARIANT = "pdf/a-3a"
#: Where relative addresses in our own stylesheets point: no file, no host, only names of known files.
_BASE = "https://document.invalid/"
_TRIES = 8


class Refused(Exception):
    """The document cannot be made; the code tells press.py what to say."""


def main() -> None:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _end_with(os.getppid())
    typesetter = Typesetter()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    wire.put(answers, b"ready")
    while (frame := wire.take(sys.stdin.buffer)) is not None:
        signal.setitimer(signal.ITIMER_REAL, SECONDS + 5)
        head, pdf = _answer(typesetter, frame)
        signal.setitimer(signal.ITIMER_REAL, 0)
        wire.put(answers, json.dumps(head).encode())
        wire.put(answers, pdf)
        if head.get("error") == "memory":
            return


def _answer(typesetter: Typesetter, frame: bytes) -> tuple[dict[str, Any], bytes]:
    try:
        printed = typesetter.print(wire.job_from_bytes(frame))
    except Refused as refused:
        return {"error": str(refused)}, b""
    except RecursionError:
        return {"error": "depth"}, b""
    except MemoryError:
        return {"error": "memory"}, b""
    except Exception as broken:
        return {"error": "broken", "detail": f"{type(broken).__name__}: {broken}"[:300]}, b""
    return {"pages": printed.pages, "replaced": printed.replaced}, printed.pdf


def _end_with(parent: int) -> None:
    """Not PR_SET_PDEATHSIG: that follows the thread which started us, and a worker's threads come and go."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


class Typesetter:
    """WeasyPrint with its fonts, stylesheets and files known in advance, and nothing else to fetch."""

    def __init__(self) -> None:
        import logging

        import weasyprint
        from fontTools.ttLib import TTFont
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher, URLFetcherResponse

        from documents.pipeline.fonts import font_files

        logging.getLogger("weasyprint").setLevel(logging.ERROR)
        files = assets.known_files()

        class Closed(URLFetcher):
            """Opens no address: ours names one of our own files, all else is refused."""

            def fetch(self, url: str, headers: Any = None) -> Any:
                path = files.get(url.removeprefix(_BASE)) if url.startswith(_BASE) else None
                if path is None:
                    raise ValueError("refused")
                kind = "image/svg+xml" if path.suffix == ".svg" else "text/css"
                return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

        self._weasyprint = weasyprint
        self._fetcher = Closed()
        self._fonts = FontConfiguration()
        self._covered = frozenset(code for path in font_files() for code in TTFont(path, lazy=True).getBestCmap())
        self._sheets = {
            name: weasyprint.CSS(
                string=path.read_text(), base_url=f"{_BASE}{name}", url_fetcher=self._fetcher, font_config=self._fonts
            )
            for name, path in files.items()
            if path.suffix == ".css"
        }

    def print(self, job: wire.Job) -> wire.Printed:
        replaced: set[str] = set()
        document = self._laid_out(self._read(job.html, replaced), job)
        if job.appendix:
            more = wire.Job(job.appendix.html, job.appendix.stylesheets)
            added = self._laid_out(self._read(more.html, replaced), more)
            document = document.copy([*document.pages, *added.pages])
        pdf = self._written(document, job)
        return wire.Printed(pdf, len(document.pages), "".join(sorted(replaced)))

    def _read(self, text: str, replaced: set[str]) -> Any:
        html = self._weasyprint.HTML(string=text, base_url=_BASE, url_fetcher=self._fetcher)
        self._clean(html.etree_element, replaced)
        return html

    def _clean(self, root: Any, replaced: set[str]) -> None:
        stack = [(root, 1)]
        while stack:
            element, depth = stack.pop()
            if depth > DEEPEST:
                raise Refused("depth")
            if element.text:
                element.text = letters.printable(element.text, self._covered, replaced)
            if element.tail:
                element.tail = letters.printable(element.tail, self._covered, replaced)
            stack.extend((child, depth + 1) for child in element)

    def _laid_out(self, html: Any, job: wire.Job) -> Any:
        """The pages; when something must begin on a certain page, with the first class that gets it there."""
        sheets = [self._sheets[name] for name in job.stylesheets]
        fit = job.fit
        body = html.etree_element.find("body")
        classes = body.get("class", "")
        for tried in ("", *fit.classes) if fit else ("",):
            body.set("class", f"{classes} {tried}".strip())
            document = html.render(font_config=self._fonts, stylesheets=sheets, pdf_variant=_VARIANT)
            if fit is None or _fits(document, fit):
                return document
        raise Refused("too long")

    def _written(self, document: Any, job: wire.Job) -> bytes:
        mends = 0

        def finish(document: Any, pdf: Any) -> None:
            profile.finish(document, pdf)
            for _ in range(mends):
                profile.mend(pdf)

        for mends in range(_TRIES):  # noqa: B007 - read by the finisher
            attached = [self._attached(item) for item in job.attachments]  # read once: each try needs its own
            data: bytes = document.write_pdf(finisher=finish, pdf_variant=_VARIANT, attachments=attached)
            if not profile.has_broken_end(data):
                return data
        raise Refused("broken")

    def _attached(self, item: wire.Attachment) -> Any:
        return self._weasyprint.Attachment(
            file_obj=io.BytesIO(item.content),
            name=item.name,
            description=item.description,
            created=item.at,
            modified=item.at,
            relationship=item.relationship,
        )


def _fits(document: Any, fit: wire.OnOnePage) -> bool:
    ends_in_time = not fit.ending or fit.ending in _anchors(document, fit.page - 1)
    return ends_in_time and fit.anchor in _anchors(document, fit.page)


def _anchors(document: Any, page: int) -> Any:
    return document.pages[page - 1].anchors if len(document.pages) >= page else ()


if __name__ == "__main__":
    main()

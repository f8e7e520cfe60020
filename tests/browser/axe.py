"""axe-core in the page: what WCAG 2.0, 2.1 and 2.2 at A and AA say against it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings

from tests.browser.plugin import sideways_scroll

LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")


def violations(page: Any) -> list[str]:
    """One line per broken rule, with the elements that break it; an empty list is what is wanted."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_axe())  # the debugging protocol is outside the page's content security policy
    result = page.evaluate(
        "levels => axe.run(document, {runOnly: {type: 'tag', values: levels}, resultTypes: ['violations']})",
        list(LEVELS),
    )
    return [
        f"{broken['id']} ({broken['impact']}): {broken['help']}: "
        + "; ".join(" ".join(map(str, node["target"])) for node in broken["nodes"][:5])
        for broken in result["violations"]
    ]


def faults_at_every_size(page: Any, *, shots: str = "") -> Iterator[str]:
    """Wide and narrow, light and dark, without loading the page again: what axe finds, and scrolling sideways.

    ``shots`` is where screenshots go, without their ending; empty for none.
    """
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        if wider := sideways_scroll(page):
            yield f"{wider} pixels too wide at {width}"
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            if shots:
                page.screenshot(path=f"{shots}-{width}-{scheme}.png", full_page=True)
            yield from (f"{width} {scheme}: {line}" for line in violations(page))


@cache
def _axe() -> str:
    path = settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"
    return path.read_text(encoding="utf-8") + "\n;null"

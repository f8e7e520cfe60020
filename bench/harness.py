"""Interleaved rounds of requests: CPU as a ratio to the reference, queries, bytes. Says nothing of which pages."""

from __future__ import annotations

import gc
import gzip
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

_AROUND = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE SAVEPOINT")
ROUNDS, REQUESTS, WARM_UP = 12, 15, 5


@dataclass(frozen=True)
class Page:
    """A page to measure: a name, a function that makes one request, and its limits."""

    name: str
    request: Callable[[], Any]
    most_ratio: float | None = None
    most_queries: int | None = None


@dataclass(frozen=True)
class Result:
    page: Page
    ratios: tuple[float, ...]
    queries: int
    size: int
    compressed: int

    @property
    def ratio(self) -> float:
        return median(self.ratios)

    @property
    def holds(self) -> bool:
        """Queries are exact; a ratio breaks its limit only when even the median round does."""
        within = self.page.most_ratio is None or self.ratio <= self.page.most_ratio
        return within and (self.page.most_queries is None or self.queries <= self.page.most_queries)


def measure(reference: Page, pages: Iterable[Page], *, rounds: int = ROUNDS, requests: int = REQUESTS) -> list[Result]:
    """Every page in every round, right after the reference; the garbage collector waits between the rounds."""
    listed = [reference, *pages]
    facts = {page.name: _facts(page) for page in listed}
    spent: dict[str, list[float]] = {page.name: [] for page in listed}
    for number in range(rounds):
        start = number % len(listed)
        for page in (*listed[start:], *listed[:start]):
            gc.collect()
            gc.disable()
            spent[page.name].append(_cpu(page, requests))
            gc.enable()
    base = spent[reference.name]
    return [
        Result(page, tuple(mine / ref for mine, ref in zip(spent[page.name], base, strict=True)), *facts[page.name])
        for page in listed
    ]


def _facts(page: Page) -> tuple[int, int, int]:
    for _ in range(WARM_UP):
        page.request()
    with CaptureQueriesContext(connection) as captured:
        answer = page.request()
    if answer.status_code != 200:
        raise RuntimeError(f"{page.name} answers {answer.status_code}")
    return _queries(captured), len(answer.content), len(gzip.compress(answer.content, 6))


def _queries(captured: CaptureQueriesContext) -> int:
    """What is asked of tables; the statements around a transaction are none."""
    return sum(not query["sql"].startswith(_AROUND) for query in captured.captured_queries)


def _cpu(page: Page, requests: int) -> float:
    started = time.process_time()
    for _ in range(requests):
        page.request()
    return time.process_time() - started


def table(results: Iterable[Result]) -> str:
    """The results as text; «!» marks a page over its limit."""
    lines = [
        f"{'page':<44} {'CPU x ref (low–high)':<24} {'limit':>6} {'queries':>8} {'limit':>6} {'bytes':>8} {'gzip':>7}"
    ]
    for result in results:
        ratio = f"{result.ratio:.2f} ({min(result.ratios):.2f}–{max(result.ratios):.2f})"
        limits = ["" if limit is None else str(limit) for limit in (result.page.most_ratio, result.page.most_queries)]
        lines.append(
            f"{result.page.name:<44} {ratio:<24} {limits[0]:>6} {result.queries:>8} {limits[1]:>6} "
            f"{result.size:>8} {result.compressed:>7}{'' if result.holds else ' !'}"
        )
    return "\n".join(lines)


def growth(results: Iterable[Result], pairs: Iterable[tuple[str, str, float]]) -> str:
    """How much dearer a page became with its rows: one line per pair, «!» over its limit."""
    ratios = {result.page.name: result.ratio for result in results}
    grown = [(later, ratios[later] / ratios[before], most) for later, before, most in pairs]
    return "\n".join(
        f"{name}: {times:.2f} x ({most} at most){'' if times <= most else ' !'}" for name, times, most in grown
    )

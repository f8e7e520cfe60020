"""The measuring tool tells a slow page from a fast one, and counts queries exactly."""

from __future__ import annotations

import pytest
from django.http import HttpResponse

from accounts.models import User
from bench.harness import Page, Result, growth, measure, table

pytestmark = pytest.mark.one_database


def page(name: str, work: int, queries: int = 0, **limits: float) -> Page:
    def request() -> HttpResponse:
        for _ in range(queries):
            User.objects.count()
        return HttpResponse(str(sum(range(work))))

    return Page(name, request, **limits)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_page_with_ten_times_the_work_breaks_its_limit() -> None:
    _, slow = measure(page("reference", 20_000), [page("slow", 200_000, most_ratio=3)], rounds=5, requests=3)

    assert slow.ratio > 3
    assert not slow.holds
    assert table([slow]).endswith("!")


@pytest.mark.django_db
def test_one_query_too_many_breaks_the_limit() -> None:
    _, kept, broken = measure(
        page("reference", 10),
        [page("kept", 10, queries=2, most_queries=2), page("broken", 10, queries=3, most_queries=2)],
        rounds=1,
        requests=1,
    )

    assert (kept.queries, kept.holds) == (2, True)
    assert (broken.queries, broken.holds) == (3, False)


def test_an_error_page_is_not_measured() -> None:
    broken = Page("broken", lambda: HttpResponse(status=500))

    with pytest.raises(RuntimeError, match="answers 500"):
        measure(broken, [])


@pytest.mark.parametrize(("later", "verdict"), [(1.2, "1.20 x (1.3 at most)"), (1.4, "1.40 x (1.3 at most) !")])
def test_growth_over_its_limit_is_marked(later: float, verdict: str) -> None:
    results = [Result(page(name, 1), (ratio,), 0, 0, 0) for name, ratio in (("few", 1.0), ("many", later))]

    assert growth(results, [("many", "few", 1.3)]) == f"many: {verdict}"

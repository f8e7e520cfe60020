"""The broker: a page is quickly over it when it is away."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator

import pytest
from celery import Celery

from mail import tasks
from paadriv.broker import REDIS


@pytest.fixture
def silent() -> Iterator[int]:
    """A port where somebody listens and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def _seconds(call: Callable[[], None]) -> float:
    start = time.monotonic()
    call()
    return time.monotonic() - start


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the client leaks its refused socket
@pytest.mark.parametrize("is_silent", [False, True])
def test_a_broker_that_is_away_costs_a_page_less_than_four_seconds(
    silent: int, is_silent: bool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv("CELERY_BROKER_URL", raising=False)  # Celery lets it win over the broker given here
    away = Celery("away", broker=f"redis://127.0.0.1:{silent if is_silent else 1}/0", set_as_current=False)
    away.conf.broker_transport_options = REDIS
    monkeypatch.setattr(tasks, "send", away.task(tasks.send.run, name="mail.tasks.send"))

    quick = any(_seconds(lambda: tasks.look_at(7)) < 4 for _attempt in range(3))

    assert quick  # one of three is enough, so that a busy machine is not taken for a slow client
    assert "broker away" in caplog.text

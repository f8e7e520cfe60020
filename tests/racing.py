"""What every race needs: acts in threads of their own, let go at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from typing import Any

from django.db import connections

from paadriv import clock


def at_once(*acts: Callable[[], Any], moments: tuple[datetime, ...] = ()) -> list[Any]:
    """Each act in a thread and a transaction of its own, all let go together; what each came to, in their order."""
    start, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int) -> None:
        try:
            with ExitStack() as stack:
                if moments:
                    stack.enter_context(clock.set_to(moments[place]))
                start.wait(timeout=30)
                results[place] = acts[place]()
        except Exception as refusal:  # the test's thread looks at it
            results[place] = refusal
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,), daemon=True) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
        assert not thread.is_alive(), "an act waits for ever"
    return results

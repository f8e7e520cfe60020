"""Celery carries «render n», «freeze n» and «complete n»; the rows and the sweeper are the guarantee."""

from __future__ import annotations

import logging
from typing import Any

from celery import shared_task


def look_at(rendering_id: int) -> None:
    """Tell the worker to render."""
    _tell(render, rendering_id)


def look_at_freezing(request_id: int) -> None:
    """Tell the worker to freeze."""
    _tell(freeze, request_id)


def look_at_completed(copy_id: int) -> None:
    """Tell the worker to make a completed copy."""
    _tell(complete, copy_id)


@shared_task
def render(rendering_id: int) -> None:
    from documents import services

    services.render(rendering_id)


@shared_task
def freeze(request_id: int) -> None:
    from documents.services import freezing

    freezing.work_on(request_id)


@shared_task
def complete(copy_id: int) -> None:
    from documents.services import completed

    completed.work_on(copy_id)


@shared_task
def sweep() -> None:
    from documents import services
    from documents.services import completed, freezing

    freezing.freeze_waiting()
    completed.complete_waiting()
    services.render_waiting()


def _tell(task: Any, row_id: int) -> None:
    """A broker that is away is no error, the sweeper finds the row."""
    try:
        task.apply_async((row_id,), retry=False)
    except Exception:  # the broker's own errors differ by transport; the row is safe
        logging.getLogger(__name__).warning("broker unreachable; the sweeper will take %s %s", task.name, row_id)

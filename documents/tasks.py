"""Celery carries «render n»; the rows and the sweeper are the guarantee."""

from __future__ import annotations

import logging

from celery import shared_task


def look_at(rendering_id: int) -> None:
    """Tell the worker; a broker that is away is no error, the sweeper finds the row."""
    try:
        render.apply_async((rendering_id,), retry=False)
    except Exception:  # the broker's own errors differ by transport; the row is safe
        logging.getLogger(__name__).warning("broker unreachable; the sweeper will render %s", rendering_id)


@shared_task
def render(rendering_id: int) -> None:
    from documents import services

    services.render(rendering_id)


@shared_task
def sweep() -> None:
    from documents import services

    services.render_waiting()

"""Celery carries «look at sending n»; the rows and the sweeper are the guarantee."""

from __future__ import annotations

import logging

from celery import shared_task

logger = logging.getLogger(__name__)

#: Under Celery's soft time limit, with room for the one mail that is under way.
_SECONDS = 40


def look_at(sending_id: int) -> None:
    """Tell the worker, with one message; a broker that is away is no error, the sweeper finds the rows."""
    try:
        send.apply_async((sending_id,), retry=False)
    except Exception as error:  # the broker's own errors differ by transport; the rows are safe
        logger.warning("broker away (%s); the sweeper will send %s", type(error).__name__, sending_id)


@shared_task
def send(sending_id: int) -> None:
    """One chunk; its successor is published before the work, so that a second worker takes part."""
    from mail import sending

    sending.send_chunk(sending_id, seconds=_SECONDS, more=lambda: look_at(sending_id))


@shared_task
def sweep() -> None:
    from mail import links, sending

    sending.send_waiting(seconds=_SECONDS)
    links.forget_tries()

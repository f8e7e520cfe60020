"""Celery carries «look at sending n»; the rows and the sweeper are the guarantee."""

from __future__ import annotations

from celery import shared_task


def look_at(sending_id: int) -> None:
    """Tell the worker; a broker that is away is no error, the sweeper finds the rows."""
    try:
        send.apply_async((sending_id,), retry=False)
    except Exception:  # the broker's own errors differ by transport; the rows are safe
        import logging

        logging.getLogger(__name__).warning("broker unreachable; the sweeper will send %s", sending_id)


@shared_task
def send(sending_id: int) -> None:
    from mail import sending

    sending.send_waiting(sending_id)


@shared_task
def sweep() -> None:
    from mail import sending

    sending.send_waiting()

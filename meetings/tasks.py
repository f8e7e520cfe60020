"""The hourly job of meetings; thin, and safe to run twice."""

from __future__ import annotations

from celery import shared_task

from meetings.services.tidying import delete_old_needs


@shared_task
def daily() -> None:
    delete_old_needs()

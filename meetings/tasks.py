"""The hourly job of meetings; thin, and safe to run twice."""

from __future__ import annotations

from celery import shared_task

from meetings.services.retention import erase_after_a_year
from meetings.services.tidying import delete_old_needs


@shared_task
def daily() -> None:
    delete_old_needs()
    erase_after_a_year()

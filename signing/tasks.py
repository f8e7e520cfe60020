"""The hourly job of signing; thin, and safe to run twice."""

from __future__ import annotations

from celery import shared_task

from signing.services.deadlines import expire_due, remind_due


@shared_task
def hourly() -> None:
    expire_due()
    remind_due()

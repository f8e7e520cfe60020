"""The hourly job of gates; thin, and safe to run twice."""

from __future__ import annotations

from celery import shared_task

from gates.services import remind_of_reviews


@shared_task
def hourly() -> None:
    remind_of_reviews()

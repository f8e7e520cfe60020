"""The hourly job of accounts; thin, and safe to run twice."""

from __future__ import annotations

from celery import shared_task

from accounts.once import forget_old_keys


@shared_task
def tidy() -> None:
    forget_old_keys()

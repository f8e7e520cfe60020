"""manage.py daily: what the worker's clock does each day, by hand or from cron."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from meetings.services.tidying import delete_old_needs


class Command(BaseCommand):
    help = "Delete what guests needed at meetings that ended more than 14 days ago."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{delete_old_needs()} needs deleted")

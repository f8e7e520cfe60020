"""manage.py daily: what the worker's clock does each day, by hand or from cron."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from meetings.services.tidying import delete_old_needs
from signing.services.deadlines import expire_due, remind_due


class Command(BaseCommand):
    help = "Delete what guests needed at old meetings; end rounds whose time is up, and remind those who are asked."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{delete_old_needs()} needs deleted")
        self.stdout.write(f"{expire_due()} rounds ended, {remind_due()} people reminded")

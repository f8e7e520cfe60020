"""Load the demo cities; does nothing when they are there."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from demo.cast import ARENDAL
from demo.loading import Demo
from meetings.models import Answer


class Command(BaseCommand):
    help = "Load the demo cities through the services, relative to today; safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo is loaded in demo mode only (PAADRIV_DEMO=1).")
        if Answer.objects.filter(invitation__meeting__initiative__place_name=ARENDAL.place).exists():
            return
        if User.objects.exists():
            raise CommandError(
                "The database holds other people, or a demo that was cut off; remove the var folder to start anew."
            )
        self.stdout.write("Loading the demo cities …")
        Demo().load()

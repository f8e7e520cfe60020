"""Walk every journal chain and name the first entry that does not hold."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts import journal
from accounts.models import JournalChain

_WHAT = {
    "missing": "entry {number} is missing",
    "changed": "entry {number} was changed",
    "unlinked": "entry {number} does not follow from the one before it",
    "cut": "entry {number} and what followed are gone, or the head was changed",
}


class Command(BaseCommand):
    help = "Verifies the journal; names the first broken entry of each chain and exits 1 when there is one."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = list(journal.verify())
        for fault in faults:
            self.stderr.write(f"{fault.chain}: {_WHAT[fault.what].format(number=fault.number)}")
        if faults:
            raise CommandError(f"{len(faults)} broken of {JournalChain.objects.count()} chains")
        self.stdout.write(f"{JournalChain.objects.count()} chains hold")

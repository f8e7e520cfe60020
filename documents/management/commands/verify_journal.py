"""Walk every journal chain and every frozen version, and name what does not hold.

It lies in documents, the lowest app that holds things whose digests stand in the journal.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts import journal
from accounts.models import JournalChain
from documents import verifying
from documents.models import DocumentVersion

_WHAT = {
    "missing": "entry {number} is missing",
    "changed": "entry {number} was changed",
    "unlinked": "entry {number} does not follow from the one before it",
    "cut": "entry {number} and what followed are gone, or the head was changed",
}
_VERSION = {
    "content": "its content was changed",
    "digests": "its digests are not those in the journal",
    "file": "its file was changed or is gone",
    "gone": "it is in the journal and its row is gone",
    "unrecorded": "it is not in the journal",
}


class Command(BaseCommand):
    help = "Verifies the journal and the frozen versions; names the first fault of each and exits 1 when there is one."

    def handle(self, *args: Any, **options: Any) -> None:
        chains, versions = list(journal.verify()), list(verifying.verify())
        for fault in chains:
            self.stderr.write(f"{fault.chain}: {_WHAT[fault.what].format(number=fault.number)}")
        for wrong in versions:
            self.stderr.write(f"document {wrong.document}, version {wrong.number}: {_VERSION[wrong.what]}")
        broken = [
            f"{len(found)} broken of {model.objects.count()} {name}"
            for found, model, name in ((chains, JournalChain, "chains"), (versions, DocumentVersion, "versions"))
            if found
        ]
        if broken:
            raise CommandError(", ".join(broken))
        self.stdout.write(f"{JournalChain.objects.count()} chains hold")
        self.stdout.write(f"{DocumentVersion.objects.count()} versions are as frozen")

"""``python -m tests.faults.queue_letters N`` queues N mails."""

from __future__ import annotations

import sys

import django

django.setup()

from django.db import transaction  # noqa: E402

from mail.services import Recipient, queue  # noqa: E402

with transaction.atomic():
    people = [Recipient(n, f"gjest{n}@eksempel.no", f"fault:{n}") for n in range(int(sys.argv[1]))]
    queue("fault", people, by=None)

"""``python -m tests.faults.queue_letters N`` queues N mails; with no N it prints how many are in each state."""

from __future__ import annotations

import json
import sys

import django

django.setup()

from django.db import transaction  # noqa: E402

from mail.models import Message  # noqa: E402
from mail.services import Recipient, progress, queue  # noqa: E402

if len(sys.argv) > 1:
    with transaction.atomic():
        people = [Recipient(n, f"gjest{n}@eksempel.no", f"fault:{n}") for n in range(int(sys.argv[1]))]
        queue("fault", people, by=None)
else:
    print(json.dumps(progress(Message.objects.all()).__dict__))  # noqa: T201

"""Whether the mail moves, for the pages that show it and for those who watch the machine."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Min
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext as _

from mail.claims import due
from mail.models import Message
from paadriv.clock import now

LATE_AFTER = timedelta(minutes=2)


def oldest_waiting() -> timedelta | None:
    """How long the oldest mail that may be sent now has waited; None when nothing waits."""
    since = due().order_by().aggregate(since=Min(Coalesce("not_before", "created_at")))["since"]
    return None if since is None else now() - since


def is_worker_late() -> bool:
    """True when mail has waited over two minutes and no worker holds any: it, or the mail server, is away."""
    waited = oldest_waiting()
    if waited is None or waited <= LATE_AFTER:
        return False
    return not Message.objects.filter(state=Message.State.SENDING, claimed_until__gte=Now()).exists()


def notice() -> str:
    """What a coordinator reads when the mail stands still, with what to do; empty when it moves."""
    if not is_worker_late():
        return ""
    return _(
        "E-posten står i kø lenger enn vanlig. Ingenting er tapt, og du trenger ikke sende på nytt: e-posten går ut "
        "av seg selv når e-posttjenesten virker igjen. Er det ikke i orden innen en time, så kontakt Foreningen Pådriv."
    )

"""Verbs of the journal as sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "gate_decided": _("besluttet ved beslutningspunktet"),
    "basis_distributed": _("delte ut beslutningsunderlaget"),
    "reservation_answered": _("svarte på en merknad"),
    "advice_given": _("ga råd fra Foreningen Pådriv"),
    "transfer_proposed": _("foreslo en ny eier"),
    "transfer_confirmed": _("bekreftet overføringen for eieren"),
    "transfer_mediated": _("bekreftet overføringen i stedet for eieren"),
    "transfer_accepted": _("sa ja til å overta eierskapet"),
    "transfer_withdrawn": _("trakk tilbake en overføring av eierskapet"),
    "review_asked_for": _("ba koordinatorene vurdere arbeidet på nytt"),
}
BY_SYSTEM = ("review_asked_for",)

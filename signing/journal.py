"""Verbs of the journal as sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "round_opened": _("åpnet en runde der virksomheter tar stilling til en låst versjon"),
    "act_recorded": _("fikk et svar i en runde"),
    "signing_sent_again": _("sendte lenken i en runde på nytt"),
    "signing_delegated": _("fikk beskjed om at en annen svarer for en virksomhet"),
    "signing_asked_anew": _("spurte en virksomhet på nytt i en runde"),
    "signing_revoked": _("trakk spørsmålet tilbake fra én person i en runde"),
    "signing_asked_also": _("spurte en person til for en virksomhet i en runde"),
    "round_extended": _("forlenget fristen i en runde"),
    "round_completed": _("fullførte en runde"),
    "round_failed": _("avsluttet en runde, fordi en virksomhet som måtte være med, ikke kan det"),
    "round_expired": _("avsluttet en runde, fordi fristen gikk ut"),
    "round_voided": _("trakk en runde tilbake"),
    "round_ran_on": _("flyttet fristen i en runde med dagene initiativet var satt på vent"),
}
BY_SYSTEM = ("round_expired",)

"""Verbs of the association's chain as sentences. Who and when stand beside them; names are looked up when shown."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "administrator_invited": _("ga en person tilgang som administrator"),
    "coordinator_invited": _("ga en person tilgang til å opprette initiativer"),
    "administrator_taken": _("tok bort en administrators tilgang"),
    "coordinator_taken": _("tok bort tilgangen til å opprette initiativer"),
    "account_taken": _("stengte en konto"),
}

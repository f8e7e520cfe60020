"""Verbs of the journal as sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "gate_decided": _("besluttet ved beslutningspunktet"),
    "advice_given": _("ga råd fra Foreningen Pådriv"),
}

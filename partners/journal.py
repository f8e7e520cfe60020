"""Verbs of the journal as sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "partner_added": _("la til en virksomhet"),
    "partner_edited": _("endret en virksomhet"),
    "partner_stage_changed": _("endret statusen til en virksomhet"),
    "person_added": _("la til en person"),
    "persons_added": _("la til flere personer"),
    "person_edited": _("endret en person"),
    "person_deleted": _("slettet en person"),
    "person_opted_out": _("meldte seg av henvendelser"),
}

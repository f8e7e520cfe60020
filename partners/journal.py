"""Verbs of the journal as sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "partner_added": _("la til en virksomhet"),
    "partner_edited": _("endret en virksomhet"),
    "partner_stage_changed": _("endret statusen til en virksomhet"),
    "contact_named": _("utpekte en kontaktperson for en virksomhet"),
    "contact_invited": _("inviterte en kontaktperson til å logge inn"),
    "contact_invited_again": _("sendte en invitasjon til en kontaktperson på nytt"),
    "contact_accepted": _("sa ja til å være kontaktperson for en virksomhet"),
    "contact_ended": _("avsluttet en kontaktpersons oppdrag"),
    "main_contact_chosen": _("valgte hovedkontakt for en virksomhet"),
    "signatory_named": _("oppga hvem som kan signere for en virksomhet"),
    "signatory_ended": _("tok bort en som kunne signere for en virksomhet"),
    "signing_rule_set": _("endret om én eller to signerer for en virksomhet"),
    "partner_decision_registered": _("registrerte beslutningen til sin egen virksomhet"),
    "partner_decision_on_behalf": _("registrerte en virksomhets beslutning på vegne av den"),
    "person_added": _("la til en person"),
    "persons_added": _("la til flere personer"),
    "person_edited": _("endret en person"),
    "person_erased": _("slettet opplysningene om en person"),
    "person_opted_out": _("meldte seg av henvendelser"),
}

#: By the retention job; a coordinator's own entry has its actor.
BY_SYSTEM = frozenset({"person_erased"})

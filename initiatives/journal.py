"""Verbs of the journal as sentences. Who and when stand beside them; names are looked up when shown."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "initiative_created": _("opprettet initiativet"),
    "initiative_edited": _("endret opplysningene om initiativet"),
    "member_invited": _("inviterte en medarbeider"),
    "member_invited_again": _("sendte en invitasjon til en medarbeider på nytt"),
    "member_invitation_withdrawn": _("trakk tilbake en invitasjon til en medarbeider"),
    "member_added": _("la til et medlem"),
    "member_joined": _("ble med i initiativet"),
    "member_role_changed": _("endret rollen til et medlem"),
    "member_left": _("avsluttet et medlemskap"),
    "decider_named": _("utpekte beslutningstaker"),
    "ownership_transferred": _("overtok eierskapet til initiativet"),
    "work_item_edited": _("oppdaterte en aktivitet eller leveranse"),
    "activity_added": _("la til en aktivitet"),
    "step_entered": _("startet et nytt steg"),
    "step_reentered": _("gikk tilbake til steget før"),
    "initiative_reopened": _("gjenåpnet initiativet"),
    "initiative_on_hold": _("satte initiativet på vent"),
    "initiative_held_longer": _("lot initiativet vente lenger"),
    "initiative_resumed": _("tok opp arbeidet igjen"),
    "initiative_stopped": _("avsluttet initiativet"),
    "contact_erased": _("slettet kontaktperson og prosessleder"),
}
BY_SYSTEM = ("contact_erased",)

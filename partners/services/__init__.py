"""What people do with partners and persons, one file per thing; each function is one intention."""

from partners.services.contacts import accept_contact, choose_main_contact, end_contact, invite_contact, name_contact
from partners.services.decisions import Decided, register_decision
from partners.services.erasing import erase_person, may_erase_now
from partners.services.partners import add_partner, edit_partner
from partners.services.persons import add_person, edit_person, opt_out
from partners.services.signatories import end_signatory, name_signatory, set_signing_rule
from partners.services.stages import leave, move

__all__ = [
    "Decided",
    "accept_contact",
    "add_partner",
    "add_person",
    "choose_main_contact",
    "edit_partner",
    "edit_person",
    "end_contact",
    "end_signatory",
    "erase_person",
    "invite_contact",
    "leave",
    "may_erase_now",
    "move",
    "name_contact",
    "name_signatory",
    "opt_out",
    "register_decision",
    "set_signing_rule",
]

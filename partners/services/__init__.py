"""What people do with partners and persons, one file per thing; each function is one intention."""

from partners.services.partners import add_partner, edit_partner
from partners.services.persons import add_person, delete_person, edit_person, opt_out
from partners.services.stages import move_stage

__all__ = [
    "add_partner",
    "add_person",
    "delete_person",
    "edit_partner",
    "edit_person",
    "move_stage",
    "opt_out",
]

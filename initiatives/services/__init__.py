"""What people do to an initiative, one file per thing; each function is one intention."""

from initiatives.services.creating import create_initiative, edit_initiative
from initiatives.services.forgetting import forget_contact, with_contact
from initiatives.services.inviting import accept_invitation, invite_member, send_again, withdraw_invitation
from initiatives.services.members import can_leave, can_step_down, change_role, end_membership, join, name_decider
from initiatives.services.owning import hand_over, owner_is_settled
from initiatives.services.steps import enter_step, go_back, hold, hold_longer, reopen, resume, stop
from initiatives.services.work import add_activity, edit_work_item

__all__ = [
    "accept_invitation",
    "add_activity",
    "can_leave",
    "can_step_down",
    "change_role",
    "create_initiative",
    "edit_initiative",
    "edit_work_item",
    "end_membership",
    "enter_step",
    "forget_contact",
    "go_back",
    "hand_over",
    "hold",
    "hold_longer",
    "invite_member",
    "join",
    "name_decider",
    "owner_is_settled",
    "reopen",
    "resume",
    "send_again",
    "stop",
    "with_contact",
    "withdraw_invitation",
]

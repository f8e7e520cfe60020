"""What people do to a meeting, one file per thing; each function is one intention."""

from meetings.services.inviting import correct_address, invite, withdraw
from meetings.services.planning import edit_meeting, plan_meeting
from meetings.services.programme import add_item, edit_item, move_item, put_introduction_back, remove_item
from meetings.services.sending import call_off, remind, send_invitations

__all__ = [
    "add_item",
    "call_off",
    "correct_address",
    "edit_item",
    "edit_meeting",
    "invite",
    "move_item",
    "plan_meeting",
    "put_introduction_back",
    "remind",
    "remove_item",
    "send_invitations",
    "withdraw",
]

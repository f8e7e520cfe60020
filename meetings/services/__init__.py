"""What people do to a meeting, one file per thing; each function is one intention."""

from meetings.services.inviting import correct_address, invite, withdraw
from meetings.services.planning import edit_meeting, plan_meeting
from meetings.services.sending import call_off, remind, send_invitations

__all__ = [
    "call_off",
    "correct_address",
    "edit_meeting",
    "invite",
    "plan_meeting",
    "remind",
    "send_invitations",
    "withdraw",
]

"""What people do to a meeting, one file per thing; each function is one intention."""

from meetings.services.answering import Substitute, answer
from meetings.services.attending import add_walk_in, choose_group, register_attendance, undo_attendance
from meetings.services.closing import close_meeting, reopen_meeting
from meetings.services.erasing import erase
from meetings.services.importing import import_rows, invite_new
from meetings.services.interest import declare_interest, link_interest, link_to_new_partner, renew_interest_code
from meetings.services.inviting import correct_guest, invite, is_told_of_withdrawal, withdraw
from meetings.services.minutes import edit_minutes, publish_minutes
from meetings.services.planning import edit_meeting, plan_meeting
from meetings.services.programme import add_item, edit_item, move_item, put_introduction_back, remove_item
from meetings.services.retention import erase_after_a_year
from meetings.services.seats import promote_waiting
from meetings.services.sending import call_off, remind, retry_failed, send_invitations, send_test
from meetings.services.tidying import delete_old_needs

__all__ = [
    "Substitute",
    "add_item",
    "add_walk_in",
    "answer",
    "call_off",
    "choose_group",
    "close_meeting",
    "correct_guest",
    "declare_interest",
    "delete_old_needs",
    "edit_item",
    "edit_meeting",
    "edit_minutes",
    "erase",
    "erase_after_a_year",
    "import_rows",
    "invite",
    "invite_new",
    "is_told_of_withdrawal",
    "link_interest",
    "link_to_new_partner",
    "move_item",
    "plan_meeting",
    "promote_waiting",
    "publish_minutes",
    "put_introduction_back",
    "register_attendance",
    "remind",
    "remove_item",
    "renew_interest_code",
    "reopen_meeting",
    "retry_failed",
    "send_invitations",
    "send_test",
    "undo_attendance",
    "withdraw",
]

"""Deciding at a gate, going back, pausing and taking up again, advising."""

from gates.services.advising import give_advice
from gates.services.basis import distribute, reply
from gates.services.deciding import decide
from gates.services.pausing import hold_longer, pause, remind_of_reviews, resume_work
from gates.services.storing import Decision
from gates.services.transferring import (
    confirm_for_new_owner,
    confirm_for_old_owner,
    mediate,
    propose_transfer,
    withdraw_transfer,
)
from gates.services.turning import go_back, reopen

__all__ = [
    "Decision",
    "confirm_for_new_owner",
    "confirm_for_old_owner",
    "decide",
    "distribute",
    "give_advice",
    "go_back",
    "hold_longer",
    "mediate",
    "pause",
    "propose_transfer",
    "remind_of_reviews",
    "reopen",
    "reply",
    "resume_work",
    "withdraw_transfer",
]

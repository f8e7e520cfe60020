"""The front page, the beslutningspunkt and its decisions, and what is decided between them."""

from gates.views.course import decisions, go_back, hold_longer, pause, reopen, stop
from gates.views.deciding import advise, decide, decision, gate, resume
from gates.views.forprosjekt import distribute, reply
from gates.views.front import front_page, standing
from gates.views.owning import (
    accept_transfer,
    confirm_transfer,
    mediate_transfer,
    ownership,
    propose_transfer,
    withdraw_transfer,
)

__all__ = [
    "accept_transfer",
    "advise",
    "confirm_transfer",
    "decide",
    "decision",
    "decisions",
    "distribute",
    "front_page",
    "gate",
    "go_back",
    "hold_longer",
    "mediate_transfer",
    "ownership",
    "pause",
    "propose_transfer",
    "reopen",
    "reply",
    "resume",
    "standing",
    "stop",
    "withdraw_transfer",
]

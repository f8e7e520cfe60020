"""The front page, the beslutningspunkt and its decisions, and what is decided between them."""

from gates.views.course import decisions, go_back, hold_longer, pause, reopen, stop
from gates.views.deciding import advise, decide, decision, gate, resume
from gates.views.forprosjekt import distribute, reply
from gates.views.front import front_page, standing

__all__ = [
    "advise",
    "decide",
    "decision",
    "decisions",
    "distribute",
    "front_page",
    "gate",
    "go_back",
    "hold_longer",
    "pause",
    "reopen",
    "reply",
    "resume",
    "standing",
    "stop",
]

"""The front page, the beslutningspunkt and its decisions."""

from gates.views.deciding import advise, decide, decision, gate, resume
from gates.views.front import front_page, standing

__all__ = ["advise", "decide", "decision", "front_page", "gate", "resume", "standing"]

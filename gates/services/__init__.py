"""Deciding at a gate, taking up work again, advising."""

from gates.services.advising import give_advice
from gates.services.deciding import Decision, decide, resume_work

__all__ = ["Decision", "decide", "give_advice", "resume_work"]

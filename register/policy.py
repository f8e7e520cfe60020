"""Who may read the register: everybody with a log-in, for it holds public facts and no persons."""

from accounts.access import anyone

may_search = anyone

__all__ = ["may_search"]

"""Who may do what with partners and persons. The association sees partners, never persons."""

from initiatives.policy import may_edit, may_see, may_see_people

may_see_partners = may_see
may_see_persons = may_see_people
may_change = may_edit

__all__ = ["may_change", "may_see_partners", "may_see_persons"]

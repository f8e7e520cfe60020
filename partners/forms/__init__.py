"""Input about partners, persons and those who speak for a partner."""

from partners.forms.adding import PartnerEditForm, PartnerForm, PersonEditForm, PersonForm

__all__ = ["PartnerEditForm", "PartnerForm", "PersonEditForm", "PersonForm"]

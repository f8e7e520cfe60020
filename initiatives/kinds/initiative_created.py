"""The mail that tells the association's administrators of a new initiative."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.models import Initiative
from initiatives.services.creating import CREATED_KIND
from mail import letters
from mail.kinds import Mail, MailKind
from mail.models import Message


def build(message: Message) -> Mail:
    initiative = Initiative.objects.select_related("municipality", "created_by").get(pk=message.subject_id)
    return letters.as_mail(
        _("Nytt initiativ: %(initiative)s") % {"initiative": initiative},
        [
            _("%(who)s har opprettet %(initiative)s.") % {"who": initiative.created_by.name, "initiative": initiative},
            letters.Facts(
                (
                    (_("Sted"), f"{initiative.place_name} ({initiative.get_place_type_display()})"),
                    (_("Kommune"), str(initiative.municipality)),
                    (_("Initiativtaker"), initiative.initiator_name),
                )
            ),
            letters.Button(_("Se initiativet"), f"{settings.BASE_URL}{initiative.get_absolute_url()}"),
        ],
    )


kind = MailKind(CREATED_KIND, gettext_lazy("Nytt initiativ"), build)

"""The mail that tells the coordinators that a partner has withdrawn by itself."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mail import letters
from mail.kinds import Mail, MailKind
from mail.models import Message
from partners.models import Partner
from partners.services.stages import LEFT_KIND


def build(message: Message) -> Mail:
    partner = Partner.objects.select_related("initiative").get(pk=message.subject_id)
    words = {"partner": partner.name, "initiative": str(partner.initiative)}
    path = reverse("partners:partner", args=[partner.initiative_id, partner.pk])
    reason = message.sending.content["reason"]
    return letters.as_mail(
        _("%(partner)s trekker seg fra %(initiative)s") % words,
        [
            _("Hei!"),
            _("%(partner)s har meldt at virksomheten ikke lenger er med i %(initiative)s.") % words,
            *([letters.Quote(reason)] if reason else []),
            _("Det virksomheten har svart før, blir stående, men teller ikke ved beslutningspunktet."),
            letters.Button(_("Se virksomheten"), f"{settings.BASE_URL}{path}"),
        ],
        footer=[_("Du får denne e-posten fordi du er koordinator i initiativet.")],
    )


kind = MailKind(LEFT_KIND, gettext_lazy("En virksomhet har trukket seg"), build)

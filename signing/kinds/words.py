"""What every mail of signing shares: greeting, the document's name, whom to ask, and why one gets it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from documents.kinds import kind_of
from initiatives.models import Initiative
from mail.kinds import Mail
from mail.letters import Block, Line, Link, as_mail, line
from paadriv.text import day
from signing.links import privacy_link
from signing.models import Round, SigningInvitation


def of_document(asked_in: Round) -> dict[str, Any]:
    """Placeholders: the document's title, the version, its day, the initiative and the last day to answer."""
    version = asked_in.version
    return {
        "title": kind_of(asked_in.document.kind).title(version.content),
        "number": version.number,
        "day": day(version.dated_on),
        "initiative": str(asked_in.initiative),
        "deadline": day(asked_in.last_day),
    }


def placeholders(invitation: SigningInvitation) -> dict[str, str]:
    """What the association's text of every mail of a round may name; see documents/starting/mails.py."""
    said = of_document(invitation.party.round)
    return {
        "initiativ_navn": said["initiative"],
        "virksomhet_navn": invitation.party.name,
        "dokument_tittel": said["title"],
        "dokument_versjon": str(said["number"]),
        "dokument_dato": said["day"],
        "svarfrist": said["deadline"],
    }


def greeting(name: str) -> str:
    return _("Hei, %(name)s") % {"name": name.split(" ")[0]}


def contact(initiative: Initiative) -> Line:
    """«Spørsmål? Kontakt Ola Berg (ola@…, telefon 912 34 567).»"""
    if not initiative.contact_email:
        return line(_("Spørsmål? Kontakt koordinatoren for %(initiative)s.") % {"initiative": initiative})
    name = initiative.contact_name or str(initiative)
    phone = _(", telefon %(number)s") % {"number": initiative.contact_phone} if initiative.contact_phone else ""
    address = Link(initiative.contact_email, f"mailto:{initiative.contact_email}")
    return line(_("Spørsmål? Kontakt %(name)s (") % {"name": name}, address, f"{phone}).")


def to_invited(subject: str, blocks: Iterable[Block], invitation: SigningInvitation) -> Mail:
    """A mail to one who was asked to answer for an organisation."""
    initiative = invitation.party.round.initiative
    why = _("Du får denne e-posten fordi du er oppgitt som en som kan svare for %(party)s.") % {
        "party": invitation.party.name
    }
    privacy = Link(_("Les om hvordan vi behandler opplysningene dine"), privacy_link())
    return as_mail(
        subject,
        [greeting(invitation.name), *blocks, contact(initiative)],
        footer=(line(why), line(privacy, ".")),
        reply_to=initiative.contact_email,
    )

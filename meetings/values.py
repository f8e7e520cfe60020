"""What stands in place of each placeholder, for one meeting and one recipient. Letters, mails and the PDF share it.

Names are those of product/texts.md; the values are plain text and are never parsed.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from documents.starting import INVITATION_LETTER
from initiatives.wording import definite_place
from meetings.links import privacy_link
from meetings.models import Invitation, Meeting
from meetings.services.tidying import KEEP_NEEDS
from paadriv.clock import now
from paadriv.fields import minutes_between
from paadriv.text import clock_time, day, duration, weekday
from partners.groups import BY_KEY

#: The closed list for the letter: a person may use these and no others.
ALLOWED = INVITATION_LETTER.placeholders

#: Those that may be empty; a line that only held one of them goes.
OPTIONAL = (
    "saksnummer",
    "mottaker_virksomhet",
    "mottaker_adresse",
    "verdi_for_gruppen",
    "kontakt_telefon",
    "servering_setning",
    "tilgjengelighet_setning",
    "videre_plan_setning",
    "initiativtaker_adresse",
    "avlysningsgrunn",
)

#: What the recipient's own placeholders stand for, where no recipient is at hand.
EXPLAINED = {
    "mottaker_navn": _("mottakerens navn"),
    "mottaker_fornavn": _("mottakerens fornavn"),
    "mottaker_virksomhet": _("mottakerens virksomhet, eller ingenting"),
    "verdi_for_gruppen": _("teksten for mottakerens interessentgruppe, eller ingenting"),
    "grunn_til_henvendelse": _("hvorfor mottakeren får henvendelsen"),
    "kontakt_telefon": _("telefonnummeret, når det er fylt ut"),
    "servering_setning": _("hva som blir servert, når det er fylt ut"),
    "tilgjengelighet_setning": _("hvordan møtestedet er tilgjengelig, når det er fylt ut"),
}


def of_meeting(meeting: Meeting) -> dict[str, str]:
    """The values that are the same for every recipient."""
    initiative, norms = meeting.initiative, meeting.initiative.method.norms
    return {
        "sted_navn": initiative.place_name,
        "i_sted": initiative.in_place,
        "stedsform": definite_place(initiative),
        "område_navn": initiative.area_name or initiative.place_name,
        "initiativtaker_navn": initiative.initiator_name,
        "initiativtaker_adresse": meeting.initiator_address,
        "begrunnelse": initiative.reason,
        "begrunnelse_kort": meeting.short_reason or initiative.reason,
        "saksnummer": meeting.case_number,
        "avsender_navn": meeting.sender_name,
        "avsender_tittel": meeting.sender_title,
        "kontaktlinje": contact_line(meeting),
        "kontakt_navn": initiative.contact_name,
        "kontakt_epost": initiative.contact_email,
        "kontakt_telefon": initiative.contact_phone,
        "brevdato": day(now()),
        "møtedag": weekday(meeting.starts_at),
        "møtedato": day(meeting.starts_at),
        "møtestart": clock_time(meeting.starts_at),
        "møteslutt": clock_time(meeting.ends_at),
        "møtested": meeting.venue,
        "på_møtested": meeting.at_venue,
        "varighet_tekst": duration(minutes_between(meeting.starts_at, meeting.ends_at)),
        "deltakere_min": str(norms.participants[0]),
        "deltakere_maks": str(norms.participants[1]),
        "servering_setning": as_sentence(meeting.serving),
        "tilgjengelighet_setning": as_sentence(meeting.accessibility),
        "svarfrist": day(meeting.answer_by),
        "personvernlenke": privacy_link(),
        "behandlingsansvarlig": initiative.data_controller,
        "slettefrist_tilrettelegging": gettext("%(days)d dager") % {"days": KEEP_NEEDS.days},
        "avlysningsgrunn": meeting.called_off_reason.rstrip(" .!"),
        "videre_plan_setning": as_sentence(meeting.plan_after_calling_off),
    }


def of_recipient(invitation: Invitation) -> dict[str, str]:
    """The values that are this recipient's. Reads ``invitation.person.partner``; select it before."""
    person, initiative = invitation.person, invitation.meeting.initiative
    group = BY_KEY.get(person.group_key)
    value = str(group.value).replace("{stedsform}", definite_place(initiative)) if group else ""
    return {
        "mottaker_navn": person.name,
        "mottaker_fornavn": person.first_name,
        "mottaker_virksomhet": person.partner.name if person.partner else "",
        "mottaker_adresse": "",
        "verdi_for_gruppen": value,
        "grunn_til_henvendelse": why_asked(invitation),
    }


def of_invitation(invitation: Invitation, links: Mapping[str, str]) -> dict[str, str]:
    """Everything a letter or a mail to this recipient may say; ``links`` from links.own_links or dead_links."""
    return {**of_meeting(invitation.meeting), **of_recipient(invitation), **links}


def why_asked(invitation: Invitation) -> str:
    """A clause after «fordi», as written for this guest or by what we know."""
    if invitation.why_asked:
        return invitation.why_asked.rstrip(" .")
    if invitation.person.partner:
        return gettext("du er kontaktperson for %(name)s") % {"name": invitation.person.partner.name}
    return gettext("vi tror du er opptatt av utviklingen %(in_place)s") % {
        "in_place": invitation.meeting.initiative.in_place
    }


def contact_line(meeting: Meeting) -> str:
    """«Ola Berg (padriv@lillevik.kommune.no, telefon 912 34 567)»."""
    initiative = meeting.initiative
    phone = gettext(", telefon %(number)s") % {"number": initiative.contact_phone} if initiative.contact_phone else ""
    return f"{initiative.contact_name} ({initiative.contact_email}{phone})"


def as_sentence(text: str) -> str:
    """With a capital letter and a full stop, or nothing."""
    text = text.strip()
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".!?" else f"{text}."

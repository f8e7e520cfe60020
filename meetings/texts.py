"""The letter and the mails about a sonderingsmøte, as data with «{placeholders}». Source: product/texts.md 6.1–6.2.

The letter may be changed for one meeting (Meeting.letter); the mails may not. Practical facts, programme
and privacy stand beside the letter in the PDF and are no part of it. Filled by values.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Between the salutation and the signature; with the group's text about 140 words.
LETTER = _(
    "Vi inviterer deg til et sonderingsmøte om Pådriv {i_sted}.\n\n"
    "**Hvorfor møtes vi?**\n"
    "{begrunnelse_kort}\n\n"
    "Vi tror at {område_navn} kan utvikle seg raskere og bedre hvis de det angår, arbeider sammen fra starten. "
    "Pådriv gir oss en nøytral arena der alle deltar på like vilkår.\n\n"
    "**Hva skal vi finne ut?**\n"
    "På møtet får du en innføring i Pådriv-metoden. Sammen finner vi ut om interessen er stor nok til å gå videre "
    "med et forprosjekt. Møtet forplikter deg ikke til noe.\n\n"
    "**Hva kan Pådriv bety for dere?**\n"
    "{verdi_for_gruppen}\n\n"
    "Vi håper du vil være med og tenke nytt om {sted_navn}."
)

#: Under the letter, in small print.
PRIVACY = _(
    "Slik behandler vi opplysningene dine: Du får dette brevet fordi {grunn_til_henvendelse}. "
    "{behandlingsansvarlig} bruker navnet, kontaktopplysningene og svaret ditt til å gjennomføre møtet og følge det "
    "opp. Opplysninger om tilrettelegging sletter vi senest {slettefrist_tilrettelegging} etter møtet. "
    "Les mer på {personvernlenke}."
)

#: Beside the letter, under «Praktisk».
PRACTICAL = _(
    "Vi legger opp til mellom {deltakere_min} og {deltakere_maks} deltakere. Møtet varer i {varighet_tekst}. "
    "{servering_setning} {tilgjengelighet_setning} Si fra til oss hvis du trenger tilrettelegging, for eksempel "
    "tolk, teleslynge eller ledsager."
)


@dataclass(frozen=True)
class MailText:
    """A subject and what is read in this order: opening, facts, body, the one button, and what comes after it."""

    subject: str | Promise
    opening: str | Promise
    facts: tuple[tuple[str | Promise, str], ...] = ()
    body: str | Promise = ""
    button: str | Promise = ""
    after: str | Promise = ""


ANSWER = _("Svar på invitasjonen")
GREETING = _("Hei, {mottaker_fornavn}")
_WHEN_AND_WHERE = (
    (_("Når"), "{møtedag} {møtedato} kl. {møtestart}–{møteslutt}"),
    (_("Hvor"), "{møtested}"),
    (_("Svar innen"), "{svarfrist}"),
)

INVITATION = MailText(
    # The headline follows; it is the coordinator's own text and never read for placeholders.
    subject=_("Invitasjon {møtedato} kl. {møtestart}:"),
    opening=_("Du er invitert til et sonderingsmøte om Pådriv {i_sted}:"),
    facts=_WHEN_AND_WHERE,
    body=_(
        "{begrunnelse_kort}\n\n"
        "På møtet får du en innføring i Pådriv-metoden, og sammen finner vi ut om interessen er stor nok til å gå "
        "videre med et forprosjekt. Møtet forplikter deg ikke til noe.\n\n"
        "{verdi_for_gruppen}"
    ),
    button=ANSWER,
    after=_(
        "Du trenger ikke brukerkonto. På svarsiden kan du velge «Kommer», «Kanskje», «Kommer ikke» eller «Sender en "
        "annen».\n\n"
        "Invitasjonen, programmet og en kalenderfil ligger ved."
    ),
)

REMINDER = MailText(
    subject=_("Påminnelse: sonderingsmøte {møtedato} – svar innen {svarfrist}"),
    opening=_(
        "Vi har ikke fått svar fra deg om sonderingsmøtet {møtedag} {møtedato} kl. {møtestart} {på_møtested}. "
        "Svar gjerne innen {svarfrist}, også hvis du ikke kan komme."
    ),
    button=ANSWER,
)

MOVED = MailText(
    subject=_("Ny tid eller nytt sted: sonderingsmøte om Pådriv {i_sted}"),
    opening=_("Vi har endret tid eller sted for sonderingsmøtet. Nå gjelder dette:"),
    facts=_WHEN_AND_WHERE,
    body=_(
        "Har du allerede svart, ber vi deg svare på nytt, fordi svaret ditt gjaldt den forrige invitasjonen. "
        "En oppdatert kalenderfil ligger ved."
    ),
    button=ANSWER,
)

CALLED_OFF = MailText(
    subject=_("Avlyst: sonderingsmøte om Pådriv {i_sted} {møtedato}"),
    opening=_(
        "Vi må dessverre avlyse sonderingsmøtet {møtedag} {møtedato}. Årsak: {avlysningsgrunn}. {videre_plan_setning}"
    ),
)

WITHDRAWN = MailText(
    subject=_("Trukket tilbake: invitasjonen til sonderingsmøte om Pådriv {i_sted} {møtedato}"),
    opening=_(
        "Du fikk en invitasjon til sonderingsmøtet {møtedag} {møtedato}. Invitasjonen er trukket tilbake, og du "
        "trenger ikke svare eller gjøre noe annet. Vi fjerner møtet fra kalenderen din, og beklager bryet."
    ),
)

#: Every mail ends so.
QUESTIONS = _("Spørsmål? Kontakt {kontaktlinje}.")
SIGNATURE = _("Vennlig hilsen\n{avsender_navn}, {initiativtaker_navn}")
WHY = _("Du får denne e-posten fordi {grunn_til_henvendelse}.")
OPT_OUT_QUESTION = _("Vil du ikke ha flere henvendelser om dette initiativet?")
OPT_OUT = _("Meld deg av")
READ_PRIVACY = _("Les om hvordan vi behandler opplysningene dine")

"""What stands around the letter and in the mails about a sonderingsmøte, with «{placeholders}»; texts.md 6.1–6.2.

The letter and the words of the mails are the association's (documents/starting/meeting.py); the letter may be changed
for one meeting (Meeting.letter). Filled by values.py.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

#: The association's letter; see documents/starting/meeting.py.
LETTER = "invitation_letter"

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


ANSWER = _("Svar på invitasjonen")
GREETING = _("Hei, {mottaker_fornavn}")
WHEN_AND_WHERE = (
    (_("Når"), "{møtedag} {møtedato} kl. {møtestart}–{møteslutt}"),
    (_("Hvor"), "{møtested}"),
    (_("Svar innen"), "{svarfrist}"),
)

#: Every mail ends so.
QUESTIONS = _("Spørsmål? Kontakt {kontaktlinje}.")
SIGNATURE = _("Vennlig hilsen\n{avsender_navn}, {initiativtaker_navn}")
WHY = _("Du får denne e-posten fordi {grunn_til_henvendelse}.")
OPT_OUT_QUESTION = _("Vil du ikke ha flere henvendelser om dette initiativet?")
OPT_OUT = _("Meld deg av")
READ_PRIVACY = _("Les om hvordan vi behandler opplysningene dine")

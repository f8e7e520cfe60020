"""The letter and the mails about a sonderingsmøte, as data. Source: product texts 6.1 and 6.2.

Practical facts, programme and privacy stand beside the letter in the PDF and are no part of it; greeting, questions and
signature are every mail's own. One meeting may have a letter of its own.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documents.starting.kinds import ENDING, LETTER, MIDDLE, OPENING, LetterText, MailText, StartingSection, parts_of

#: What letter and mails may say; see meetings/values.py, which knows them all.
_MEETING = (
    *("sted_navn", "i_sted", "stedsform", "område_navn", "initiativtaker_navn", "begrunnelse", "begrunnelse_kort"),
    *("mottaker_navn", "mottaker_fornavn", "mottaker_virksomhet", "verdi_for_gruppen", "grunn_til_henvendelse"),
    *("avsender_navn", "avsender_tittel", "kontaktlinje", "kontakt_navn", "kontakt_epost", "kontakt_telefon"),
    *("brevdato", "møtedag", "møtedato", "møtestart", "møteslutt", "møtested", "på_møtested", "varighet_tekst"),
    *("deltakere_min", "deltakere_maks", "servering_setning", "tilgjengelighet_setning", "svarfrist"),
)

#: Between the salutation and the signature; with the group's text about 140 words.
INVITATION_LETTER = LetterText(
    "invitation_letter",
    _("Invitasjon til sonderingsmøte, brev"),
    "Invitasjon til sonderingsmøte",
    _MEETING,
    (
        StartingSection(
            LETTER,
            "Brevet",
            body=(
                "Vi inviterer deg til et sonderingsmøte om Pådriv {i_sted}.\n\n"
                "**Hvorfor møtes vi?**\n"
                "{begrunnelse_kort}\n\n"
                "Vi tror at {område_navn} kan utvikle seg raskere og bedre hvis de det angår, arbeider sammen fra "
                "starten. Pådriv gir oss en nøytral arena der alle deltar på like vilkår.\n\n"
                "**Hva skal vi finne ut?**\n"
                "På møtet får du en innføring i Pådriv-metoden. Sammen finner vi ut om interessen er stor nok til å "
                "gå videre med et forprosjekt. Møtet forplikter deg ikke til noe.\n\n"
                "**Hva kan Pådriv bety for dere?**\n"
                "{verdi_for_gruppen}\n\n"
                "Vi håper du vil være med og tenke nytt om {sted_navn}."
            ),
        ),
    ),
    most=1100,
)

_FACTS = _("når og hvor møtet er, og svarfristen")
_BUTTON = _("knappen «Svar på invitasjonen»")
_FOOT = _("hvem man kan spørre, hilsenen, hvorfor man får e-posten, og lenker om å melde seg av og om personvern")


def _mail(
    key: str,
    name: str | Promise,
    subject: str,
    texts: dict[str, str],
    inserts: dict[str, str | Promise],
    own: tuple[str, ...] = (),
    subject_ends: str | Promise = "",
) -> MailText:
    placeholders, parts = (*_MEETING, *own), parts_of(texts)
    return MailText(key, name, subject, placeholders, parts, inserts=inserts, subject_ends=subject_ends, foot=_FOOT)


MEETING_TEXTS = (
    INVITATION_LETTER,
    _mail(
        "meeting_invitation",
        _("Invitasjon til sonderingsmøte, e-post"),
        "Invitasjon {møtedato} kl. {møtestart}:",
        {
            OPENING: "Du er invitert til et sonderingsmøte om Pådriv {i_sted}:",
            MIDDLE: (
                "{begrunnelse_kort}\n\n"
                "På møtet får du en innføring i Pådriv-metoden, og sammen finner vi ut om interessen er stor nok til å "
                "gå videre med et forprosjekt. Møtet forplikter deg ikke til noe.\n\n"
                "{verdi_for_gruppen}"
            ),
            ENDING: (
                "Du trenger ikke brukerkonto. På svarsiden kan du velge «Kommer», «Kanskje», «Kommer ikke» eller "
                "«Sender en annen».\n\n"
                "Invitasjonen, programmet og en kalenderfil ligger ved."
            ),
        },
        {OPENING: _FACTS, MIDDLE: _BUTTON},
        subject_ends=_("overskriften på møtet"),
    ),
    _mail(
        "meeting_reminder",
        _("Påminnelse om sonderingsmøte"),
        "Påminnelse: sonderingsmøte {møtedato} – svar innen {svarfrist}",
        {
            OPENING: (
                "Vi har ikke fått svar fra deg om sonderingsmøtet {møtedag} {møtedato} kl. {møtestart} {på_møtested}. "
                "Svar gjerne innen {svarfrist}, også hvis du ikke kan komme."
            ),
            ENDING: "",
        },
        {OPENING: _BUTTON},
    ),
    _mail(
        "meeting_moved",
        _("Ny tid eller nytt sted for sonderingsmøte"),
        "Ny tid eller nytt sted: sonderingsmøte om Pådriv {i_sted}",
        {
            OPENING: "Vi har endret tid eller sted for sonderingsmøtet. Nå gjelder dette:",
            MIDDLE: (
                "Har du allerede svart, ber vi deg svare på nytt, fordi svaret ditt gjaldt den forrige invitasjonen. "
                "En oppdatert kalenderfil ligger ved."
            ),
            ENDING: "",
        },
        {OPENING: _FACTS, MIDDLE: _BUTTON},
    ),
    _mail(
        "meeting_called_off",
        _("Avlysning av sonderingsmøte"),
        "Avlyst: sonderingsmøte om Pådriv {i_sted} {møtedato}",
        {
            OPENING: (
                "Vi må dessverre avlyse sonderingsmøtet {møtedag} {møtedato}. Årsak: {avlysningsgrunn}. "
                "{videre_plan_setning}"
            ),
        },
        {},
        own=("avlysningsgrunn", "videre_plan_setning"),
    ),
    _mail(
        "invitation_withdrawn",
        _("Invitasjon trukket tilbake"),
        "Trukket tilbake: invitasjonen til sonderingsmøte om Pådriv {i_sted} {møtedato}",
        {
            OPENING: (
                "Du fikk en invitasjon til sonderingsmøtet {møtedag} {møtedato}. Invitasjonen er trukket tilbake, og "
                "du trenger ikke svare eller gjøre noe annet. Vi fjerner møtet fra kalenderen din, og beklager bryet."
            ),
        },
        {},
    ),
)

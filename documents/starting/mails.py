"""The mails to those who are asked to answer for an organisation: the words, without facts, buttons and quotes.

Source: the same klarspråk as product texts 6.2; texts.md has none of these, so the association owns and edits them.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documents.starting.kinds import ENDING, OPENING, MailText, parts_of

#: What every mail of a round may say.
_ROUND = (
    "initiativ_navn",
    "virksomhet_navn",
    "dokument_tittel",
    "dokument_versjon",
    "dokument_dato",
    "svarfrist",
)
_FACTS = _("svarfristen, virksomheten og grunnlaget ditt, og knappen «Les og svar»")
_FOOT = _("hvem man kan spørre, hvorfor man får e-posten, og en lenke om personvern")
_OWN_ANSWER = _("knappen «Se svaret ditt», for den som har svart")


def _mail(
    key: str,
    name: str | Promise,
    *,
    subject: str,
    opening: str,
    ending: str = "",
    between: str | Promise = "",
    below: str | Promise = "",
    own: tuple[str, ...] = (),
    foot: str | Promise = _FOOT,
) -> MailText:
    parts = parts_of({OPENING: opening, ENDING: ending})
    inserts = {OPENING: between, ENDING: below}
    put_in = {part: what for part, what in inserts.items() if what}
    return MailText(key, name, subject, (*_ROUND, *own), parts, inserts=put_in, foot=foot)


MAIL_TEXTS = (
    _mail(
        "signing_request",
        _("Spørsmål om tilslutning"),
        subject="Svar innen {svarfrist}: «{dokument_tittel}»",
        opening=(
            "{initiativ_navn} ber {virksomhet_navn} ta stilling til «{dokument_tittel}», versjon {dokument_versjon} "
            "av {dokument_dato}."
        ),
        between=_FACTS,
        ending=(
            "Dere kan stille dere bak, gjøre det med en merknad, eller svare at dere ikke kan.\n\n"
            "Du trenger ikke brukerkonto. Vi sender en kode til denne adressen når du ber om det på siden.\n\n"
            "Lenken er personlig. Skal en kollega svare i stedet, ber du om det på siden."
        ),
    ),
    _mail(
        "signing_code",
        _("Kode for å svare"),
        subject="Koden din for å svare for {virksomhet_navn}",
        opening="Bruk denne koden for å svare for {virksomhet_navn}:",
        between=_("koden"),
        foot="",
        ending=(
            "Koden gjelder i ti minutter, og bare i nettleseren der du ba om den. Gi den ikke til noen.\n\n"
            "Har du ikke bedt om den, kan du se bort fra denne e-posten. Ingen kan svare uten koden."
        ),
    ),
    _mail(
        "signing_receipt",
        _("Kvittering for svar"),
        subject="Kvittering: {virksomhet_navn} {svar}",
        opening="Vi har registrert dette svaret for {virksomhet_navn}:",
        between=_("erklæringen ord for ord, hvem som svarte og når, fingeravtrykkene og knappen «Se svaret»"),
        ending="Ta vare på denne e-posten. Er det ikke du som har svart, gi beskjed med en gang.",
        own=("svar",),
    ),
    _mail(
        "signing_reminder",
        _("Påminnelse om tilslutning"),
        subject="Påminnelse: svar innen {svarfrist} om «{dokument_tittel}»",
        opening="Vi har ikke fått svar fra {virksomhet_navn} om «{dokument_tittel}», versjon {dokument_versjon}.",
        between=_FACTS,
        ending="Trenger dere mer tid, kan du gi koordinatoren beskjed. Fristen kan forlenges.",
    ),
    _mail(
        "round_extended",
        _("Frist forlenget"),
        subject="Ny frist {svarfrist}: «{dokument_tittel}»",
        opening=(
            "Dere har fått mer tid. Fristen for å svare om «{dokument_tittel}», versjon {dokument_versjon}, var "
            "{tidligere_frist}. Nå er den {svarfrist}."
        ),
        between=_FACTS,
        ending="Vi venter på svaret ditt for {virksomhet_navn}. Lenken du fikk før, virker fortsatt.",
        own=("tidligere_frist",),
    ),
    _mail(
        "round_held",
        _("Runde satt på vent"),
        subject="Satt på vent: svaret om «{dokument_tittel}» haster ikke",
        opening="{initiativ_navn} er satt på vent. Begrunnelsen er:",
        between=_("begrunnelsen"),
        ending=(
            "Dere trenger ikke svare om «{dokument_tittel}» nå. Fristen løper ikke så lenge initiativet er satt på "
            "vent, og vi sender ingen påminnelser. Når arbeidet tas opp igjen, får du den nye fristen på e-post.\n\n"
            "Vil dere svare likevel, virker lenken fortsatt."
        ),
        below=_("knappen «Les og svar»"),
    ),
    _mail(
        "round_runs_on",
        _("Ny frist i en runde"),
        subject="Ny frist {svarfrist}: «{dokument_tittel}»",
        opening=(
            "Arbeidet i {initiativ_navn} er tatt opp igjen. Fristen for å svare om «{dokument_tittel}» er nå "
            "{svarfrist}."
        ),
        between=_FACTS,
    ),
    _mail(
        "round_completed",
        _("Runde fullført"),
        subject="Fullført: {tilsluttet_tekst} stiller seg bak «{dokument_tittel}»",
        opening=(
            "Runden er fullført. {tilsluttet_tekst} stiller seg bak «{dokument_tittel}», versjon {dokument_versjon} "
            "av {dokument_dato}."
        ),
        below=_OWN_ANSWER,
        own=("tilsluttet_tekst",),
    ),
    _mail(
        "round_failed",
        _("Runde ikke oppnådd"),
        subject="Runden er over: «{dokument_tittel}»",
        opening=(
            "En virksomhet som måtte være med, kan ikke stille seg bak «{dokument_tittel}», versjon "
            "{dokument_versjon}. Runden er derfor over. Svarene blir bevart. Koordinatoren gir beskjed om veien videre."
        ),
        below=_OWN_ANSWER,
    ),
    _mail(
        "round_expired",
        _("Runde med utgått frist"),
        subject="Fristen gikk ut: «{dokument_tittel}»",
        opening=(
            "Fristen for å svare om «{dokument_tittel}», versjon {dokument_versjon}, gikk ut {svarfrist} uten at alle "
            "som måtte være med, hadde svart. Svarene blir bevart. Koordinatoren gir beskjed om veien videre."
        ),
        below=_OWN_ANSWER,
    ),
    _mail(
        "round_voided",
        _("Runde trukket tilbake"),
        subject="Trukket tilbake: «{dokument_tittel}»",
        opening=(
            "Runden om «{dokument_tittel}», versjon {dokument_versjon}, er trukket tilbake. Svar som er gitt, gjelder "
            "ikke lenger, men blir bevart. Begrunnelse:"
        ),
        between=_("begrunnelsen"),
        below=_OWN_ANSWER,
    ),
)

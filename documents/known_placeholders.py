"""What each placeholder of the association's texts means, an example, and how long its value may get. Data only.

The mechanism is in placeholders.py; which of them a text may use is said by its TextKind.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Signs that have broken texts before: markup, braces, Markdown, quotes, letters of other alphabets.
NASTY = "Åsøy-Ærfjæra «Øst» & <b>Vest</b> {sted_navn} *stjerne* _strek_ [lenke](//x.no) Čáhci 100 % "


@dataclass(frozen=True)
class Placeholder:
    name: str
    meaning: str
    example: str
    longest: int = 120

    @property
    def nastiest(self) -> str:
        """A value as long and as awkward as one may come, without blanks at its ends."""
        return (NASTY * (self.longest // len(NASTY) + 1))[: self.longest].strip()


_ALL = (
    Placeholder("sted_navn", "Navnet på stedet, uten preposisjon", "Lillevik", 80),
    Placeholder("område_navn", "Navnet på området i eller ved stedet", "Strandsonen"),
    Placeholder("initiativ_navn", "Navnet på initiativet", "Pådriv Lillevik"),
    Placeholder("dokument_tittel", "Tittelen på dokumentet runden gjelder", "Målbilde for Pådriv Lillevik", 200),
    Placeholder("dokument_versjon", "Nummeret på den låste versjonen", "3", 3),
    Placeholder("dokument_dato", "Datoen versjonen ble låst", "12. august 2026", 20),
    Placeholder("svarfrist", "Siste dag for å svare", "26. august 2026", 20),
    Placeholder("tidligere_frist", "Siste dag for å svare før fristen ble forlenget", "19. august 2026", 20),
    Placeholder("svar", "Det virksomheten svarte, som det står etter navnet på den", "stiller seg bak", 40),
    Placeholder("tilsluttet_tekst", "Antall virksomheter som stiller seg bak, med substantiv", "14 virksomheter", 20),
    Placeholder("i_sted", "Stedet med riktig preposisjon («i» eller «på»)", "i Lillevik", 85),
    Placeholder("stedsform", "Stedstypen i bestemt form", "bygda", 20),
    Placeholder("initiativtaker_navn", "Virksomheten som tar initiativet", "Lillevik kommune", 200),
    Placeholder(
        "begrunnelse",
        "Hvorfor initiativtakeren mener at stedet trenger et Pådriv, hele setninger",
        "Strandsonen har stått stille i tretti år. Alle har hver sine planer.",
        1000,
    ),
    Placeholder(
        "begrunnelse_kort",
        "Kortversjon av begrunnelsen, én til to hele setninger",
        "Strandsonen har stått stille i tretti år.",
        400,
    ),
    Placeholder("mottaker_navn", "Fullt navn på mottakeren", "Ingrid Nordli", 120),
    Placeholder("mottaker_fornavn", "Fornavnet til mottakeren", "Ingrid", 60),
    Placeholder(
        "mottaker_virksomhet", "Virksomheten mottakeren representerer. Kan mangle", "Lillevik Næringsforening", 200
    ),
    Placeholder(
        "verdi_for_gruppen",
        "Teksten for mottakerens interessentgruppe, hele setninger. Kan mangle",
        "I Pådriv kan dere komme tettere på stedsutviklingen.",
        300,
    ),
    Placeholder(
        "grunn_til_henvendelse",
        "Hvorfor mottakeren får henvendelsen, som leddsetning etter «fordi»",
        "du er kontaktperson for Lillevik Næringsforening",
        200,
    ),
    Placeholder("avsender_navn", "Den som undertegner invitasjonen", "Kari Nilsen", 120),
    Placeholder(
        "avsender_tittel", "Stillingen eller vervet til avsenderen, med liten forbokstav", "kommunedirektør", 120
    ),
    Placeholder(
        "kontaktlinje",
        "Kontaktpersonen med e-post og telefon",
        "Ola Berg (padriv@lillevik.kommune.no, telefon 912 34 567)",
        400,
    ),
    Placeholder("kontakt_navn", "Kontaktpersonen for møtet", "Ola Berg", 120),
    Placeholder("kontakt_epost", "E-postadressen til kontaktpersonen", "padriv@lillevik.kommune.no", 254),
    Placeholder("kontakt_telefon", "Telefonnummeret til kontaktpersonen. Kan mangle", "912 34 567", 20),
    Placeholder("brevdato", "Datoen brevet blir sendt", "12. mars 2026", 20),
    Placeholder("møtedag", "Ukedagen for møtet, med liten forbokstav", "torsdag", 10),
    Placeholder("møtedato", "Datoen for møtet", "23. april 2026", 20),
    Placeholder("møtestart", "Klokkeslettet møtet begynner, uten «kl.»", "18.00", 5),
    Placeholder("møteslutt", "Klokkeslettet møtet slutter, uten «kl.»", "20.30", 5),
    Placeholder("møtested", "Møtestedet med adresse, uten preposisjon", "Lillevik kulturhus, Bryggegata 11", 200),
    Placeholder(
        "på_møtested", "Møtestedet med riktig preposisjon («på» eller «i»)", "på Lillevik kulturhus, Bryggegata 11", 205
    ),
    Placeholder("varighet_tekst", "Hvor lenge møtet varer, regnet ut av programmet", "2 timer og 30 minutter", 40),
    Placeholder("deltakere_min", "Laveste anbefalte antall deltakere", "15", 3),
    Placeholder("deltakere_maks", "Høyeste anbefalte antall deltakere", "30", 3),
    Placeholder(
        "servering_setning",
        "Hva som blir servert, hele setninger. Kan mangle",
        "Vi serverer kaffe og rundstykker.",
        200,
    ),
    Placeholder(
        "tilgjengelighet_setning",
        "Hvordan møtestedet er tilgjengelig, hele setninger. Kan mangle",
        "Møtestedet har trinnfri inngang fra Bryggegata.",
        200,
    ),
    Placeholder("avlysningsgrunn", "Hvorfor møtet er avlyst, kort og uten punktum", "for få påmeldte", 200),
    Placeholder(
        "videre_plan_setning",
        "Hva som skjer etter avlysningen, hele setninger. Kan mangle",
        "Du får en ny invitasjon når tidspunktet er klart.",
        400,
    ),
    Placeholder("målbilde_versjon", "Nummeret på den låste versjonen av målbildet", "3", 3),
    Placeholder("målbilde_dato", "Datoen versjonen av målbildet ble låst", "12. august 2026", 20),
    Placeholder("virksomhet_navn", "Virksomheten som slutter seg til eller beslutter", "Lillevik kommune", 200),
    Placeholder(
        "virksomhet_med_orgnr",
        "Virksomheten med organisasjonsnummer i parentes; bare navnet når nummeret mangler",
        "Lillevik kommune (org.nr. 964 123 101)",
        230,
    ),
    Placeholder(
        "fullmakt_eller_vedtak",
        "Grunnlaget for å binde virksomheten: signaturrett, fullmakt eller vedtak",
        "vedtak i kommunestyret 27. mai 2027, sak 42/27",
        200,
    ),
    Placeholder(
        "merknad_setning",
        "Merknaden til målbildet, hele setninger. Kan mangle",
        "Merknad til seksjon 6: Målet for transport bør tallfestes.",
        1000,
    ),
    Placeholder("organ", "Organet som treffer vedtaket, med liten forbokstav", "formannskapet"),
    Placeholder("organ_stor", "Samme organ med stor forbokstav, først i setninger", "Formannskapet"),
    Placeholder("organ_avtale", "Organet som skal godkjenne samarbeidsavtalen", "kommunestyret"),
    Placeholder("etablering_fra", "Første dag i etableringsfasen (fase 2)", "1. september 2026", 20),
    Placeholder("etablering_til", "Siste dag i etableringsfasen (fase 2)", "31. mai 2027", 20),
    Placeholder("bidrag_tekst", "Bidraget i kroner og timer", "250 000 kr og 200 timers egeninnsats"),
    Placeholder("årlig_bidrag_tekst", "Bidraget for ett år i kroner og timer", "300 000 kr og 250 timers egeninnsats"),
    Placeholder("bidragsperiode", "Årene bidraget gjelder for", "2027–2029", 20),
    Placeholder(
        "inndekning_setning",
        "Hvor utgiften blir dekket, hele setninger. Kan mangle",
        "Utgiften dekkes av budsjettposten for stedsutvikling.",
        300,
    ),
    Placeholder(
        "budsjettforbehold_setning",
        "Budsjettforbehold, bare for offentlige parter. Kan mangle",
        "Bidraget er gitt med forbehold om nødvendige budsjettvedtak for hvert år.",
        300,
    ),
    Placeholder("rolle_med_fullmakt", "Rollen som får fullmakt, med liten forbokstav", "kommunedirektøren"),
    Placeholder(
        "vilkår_setning",
        "Vilkår i vedtaket, hele setninger. Kan mangle (punktet utelates)",
        "Det er et vilkår at minst to andre virksomheter deltar.",
        500,
    ),
    Placeholder("representant", "Navnet på den eller de som blir oppnevnt", "Ingrid Nordli"),
    Placeholder("styringsorgan", "Organet virksomheten er representert i", "partnermøtet"),
    Placeholder("rapportdato", "Siste dag for å legge fram status", "1. juni 2028", 20),
    Placeholder("avtale_versjon", "Nummeret på den låste versjonen av samarbeidsavtalen", "2", 3),
    Placeholder("avtale_dato", "Datoen versjonen av samarbeidsavtalen ble låst", "3. mai 2027", 20),
    Placeholder(
        "definert_utfordring",
        "Utfordringen partnerskapet særlig skal løse, som infinitiv uten punktum",
        "å gjøre Strandsonen klimanøytral uten at det blir dyrere å bo der",
        300,
    ),
)
KNOWN = {one.name: one for one in _ALL}
#: Whole sentences or nothing; the text around them stays when they are empty.
OPTIONAL = tuple(name for name in KNOWN if name.endswith("_setning"))

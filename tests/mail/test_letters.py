from __future__ import annotations

from lxml import html as parsed

from mail.letters import Button, Code, Facts, Link, Quote, as_mail, letter, line

HOSTILE = "<script>alert(1)</script> {{ x }} [klikk](http://ond.example) \"'&"


def test_the_same_words_stand_in_text_and_html() -> None:
    made = letter(
        "Takk for svaret",
        [
            "Hei, Kari",
            "Første avsnitt.\n\nAndre avsnitt\nmed to linjer.",
            Facts((("Når", "3. desember"), ("Hvor", "Kulturhuset"))),
            Button("Endre svaret", "https://x.no/svar/abc"),
            Code("K7M-2QX"),
            Quote("Vi utsetter."),
        ],
        footer=[line("Vil du ikke ha mer? ", Link("Meld deg av", "https://x.no/av"), ".")],
    )

    seen = " ".join(parsed.fromstring(made.html).body.text_content().split())
    for words in (
        "Hei, Kari",
        "Andre avsnitt",
        "Kulturhuset",
        "Endre svaret",
        "K7M-2QX",
        "Vi utsetter.",
        "Meld deg av",
    ):
        assert words in made.text
        assert words in seen
    assert "https://x.no/svar/abc" in made.text
    assert [a.get("href") for a in parsed.fromstring(made.html).iter("a")] == [
        "https://x.no/svar/abc",
        "https://x.no/av",
    ]


def test_what_people_typed_is_never_parsed() -> None:
    made = letter(
        HOSTILE, [HOSTILE, line(HOSTILE, Link(HOSTILE, "https://x.no/?a=1&b=2")), Facts(((HOSTILE, HOSTILE),))]
    )

    tree = parsed.fromstring(made.html)
    assert not list(tree.iter("script"))
    assert {a.get("href") for a in tree.iter("a")} == {"https://x.no/?a=1&b=2"}
    assert HOSTILE in tree.findtext(".//h1", "")


def test_a_mail_names_its_language_and_loads_nothing() -> None:
    mail = as_mail("Hei", ["Hei, Kari", "Dette er det første som vises."], reply_to="kontakt@eksempel.no")

    tree = parsed.fromstring(mail.html)
    assert tree.get("lang") == "nb"
    assert not list(tree.iter("img", "link", "iframe"))
    assert "url(" not in mail.html
    assert tree.body[0].text == "Dette er det første som vises."
    assert mail.reply_to == "kontakt@eksempel.no"

"""The invitation to a sonderingsmøte: one page of letter and facts, then programme and privacy.

The letter and its placeholders are texts.py's and values.py's; how it looks is the template's.
"""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import Verdict
from documents import markdown, placeholders
from documents.kinds import Content, DocumentKind
from documents.mail_texts import published_letter
from documents.pipeline.wire import OnOnePage
from initiatives.method import StepKey
from meetings import policy, texts, timing, values
from meetings.kinds.steps import strip
from meetings.links import dead_links
from meetings.models import Invitation
from paadriv.clock import now
from paadriv.text import clock_time, sentence

#: What stands beside the letter without pushing it off the page; longer facts go to page 2.
_FACTS_ON_FIRST_PAGE = 260
#: «et Pådriv» breaks before «et», not after.
_SMALL_WORD = re.compile(r"(?<!\S)(\S{1,2}) ")
#: The letters of the display face; a headline with any other is set in the text face as a whole.
_DISPLAY = re.compile(r"[\u0020-\u014b\u014e-\u0165\u0168-\u017f\u2010-\u201f«»…]*")
_DISPLAY_LACKS = frozenset("ŋŊŧŦ")


def content(invitation_id: int) -> Content:
    """Everything the letter says to this guest; the links are dead until the mail is built."""
    invitation = Invitation.objects.select_related(
        "meeting__initiative__municipality", "meeting__step_run", "person__partner"
    ).get(pk=invitation_id)
    meeting = invitation.meeting
    return {
        "issued_at": now().replace(microsecond=0).isoformat(),
        "author": meeting.initiative.initiator_name,
        "headline": meeting.headline,
        "starts_at": meeting.starts_at.isoformat(),
        "letter": meeting.letter or published_letter(texts.LETTER),
        "values": values.of_invitation(invitation, {"svarlenke": dead_links()["svarlenke"]}),
        "answer_url": dead_links()["svarlenke"],
        "programme": [
            {
                "at": clock_time(row.starts_at),
                "title": row.item.title,
                "responsible": row.item.responsible,
                "description": row.item.description,
            }
            for row in timing.timed(meeting, meeting.programme.order_by("position", "pk"))
        ],
        "steps": strip(meeting.initiative.method, StepKey.SONDERINGSMOETE),
    }


def context(content: Content) -> dict[str, Any]:
    """Pure. Raises placeholders.UnknownPlaceholder or MissingValue for a letter that cannot be filled."""
    filled = {**content["values"], "svarlenke": content["answer_url"]}
    facts, more = _facts(filled)
    letter = placeholders.prune(content["letter"], filled, optional=values.OPTIONAL)
    day, month, year = filled["møtedato"].replace("\u00a0", " ").split(" ")
    return {
        "v": filled,
        "headline": _SMALL_WORD.sub(lambda match: f"{match[1]}\u00a0", content["headline"]),
        "headline_class": _headline_class(content["headline"]),
        "date": {"day": day.rstrip("."), "month": f"{month} {year}"},
        "facts": facts,
        "more_facts": more,
        "letter": markdown.disarmed(markdown.to_html(letter, filled, top=2)),
        "programme": content["programme"],
        "privacy": placeholders.fill(_privacy(), filled, optional=values.OPTIONAL),
        "afterwards": _(
            "Etter møtet får du referatet og resultatet av interesseerklæringen, samlet og uten navn. Er interessen "
            "stor nok, starter et forprosjekt på tre til fire måneder. Da velger vi område, samler oppstartspartnere "
            "og lager et felles målbilde."
        ),
        "steps": content["steps"],
    }


def letter_refusals(text: str) -> tuple[str, ...]:
    """What must be mended in a letter written for one meeting, before it is stored."""
    try:
        markdown.to_html(text)
    except markdown.TooDeep as deep:
        return (deep.reason,)
    return placeholders.refusals(text, values.ALLOWED)


def may_read(user: Any, invitation_id: int) -> Verdict:
    """Those who may see whom the letter is to."""
    return policy.may_see_people(user, Invitation.objects.select_related("meeting__initiative").get(pk=invitation_id))


def _facts(v: dict[str, str]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Facts for the first page, and those that would crowd it."""
    when = [sentence(f"{v['møtedag']} {v['møtedato']}"), f"kl. {v['møtestart']}–{v['møteslutt']}"]
    contact = [v["kontakt_navn"], v["kontakt_epost"], v["kontakt_telefon"]]
    extra = [
        (_("Servering"), [v["servering_setning"]]),
        (_("Tilgjengelighet"), [v["tilgjengelighet_setning"]]),
    ]
    need = _("Si fra hvis du trenger tilrettelegging, for eksempel tolk, teleslynge eller ledsager.")
    first = [
        (_("Når"), when),
        (_("Hvor"), [v["møtested"]]),
        (_("Svar innen"), [v["svarfrist"]]),
        (_("Kontakt"), contact),
    ]
    reference = [(_("Vår referanse"), [v["saksnummer"]])]
    crowded = sum(len(line) for _label, lines in (*first, *extra) for line in lines) > _FACTS_ON_FIRST_PAGE
    if crowded:
        return _shown(first), _shown([*extra, (_("Tilrettelegging"), [need]), *reference])
    return _shown([*first[:3], *extra, first[3], *reference]), []


def _shown(facts: list[tuple[str, list[str]]]) -> list[dict[str, Any]]:
    rows = [{"label": label, "lines": [line for line in lines if line]} for label, lines in facts]
    return [row for row in rows if row["lines"]]


def _privacy() -> str:
    """The paragraph without its label and its link, which the page sets as heading and link."""
    text = str(texts.PRIVACY).removeprefix("Slik behandler vi opplysningene dine: ")
    return text.removesuffix(" {personvernlenke}.")


def _headline_class(headline: str) -> str:
    size = (
        "short" if len(headline) <= 34 else "" if len(headline) <= 46 else "long" if len(headline) <= 62 else "longest"
    )
    display = _DISPLAY.fullmatch(headline) and not _DISPLAY_LACKS & set(headline)
    return f"{size} {'' if display else 'sans'}".strip()


KIND = DocumentKind(
    key="invitasjon",
    title=lambda content: (
        _("Invitasjon til sonderingsmøte – Pådriv %(place)s") % {"place": content["values"]["sted_navn"]}
    ),
    content=content,
    context=context,
    may_read=may_read,
    initiative_of=lambda pk: int(Invitation.objects.values_list("meeting__initiative_id", flat=True).get(pk=pk)),
    fit=OnOnePage("program", 2, ("snug", "tight snug", "tighter snug"), ending="svarlenke"),
    too_long=gettext_lazy(
        "Brevet får ikke plass på én side. Kort ned brevteksten eller begrunnelsen, og prøv på nytt."
    ),
)

"""Whether the letter has room on the invitation's first page, by a measure that needs no layout.

Web processes never lay out PDFs, and a letter that is too long must be refused before it is queued. The
weights were measured on the printed page; they are a little stricter than the page itself. Tested against it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Max
from django.db.models.functions import Coalesce, Length
from django.utils.translation import gettext as _

from documents import placeholders
from documents.mail_texts import published_letter
from initiatives.wording import definite_place
from meetings import texts, values
from meetings.models import Meeting
from partners.groups import GROUPS

#: What fits, in letters; a paragraph or list item costs PARAGRAPH more, a heading line HEADING.
ROOM, PARAGRAPH, HEADING = 2150, 115, 35
#: Shorter than this a reason says nothing.
LEAST_REASON = 40


@dataclass(frozen=True)
class Longest:
    """The longest of what differs between the recipients on the list."""

    name: int = 30
    partner: int = 40
    why: int = 80


def longest_of(meeting: Meeting) -> Longest:
    """One query; at least what is usual, so that the next on the list does not break a text that was accepted."""
    usual = Longest()
    found = meeting.invitations.filter(withdrawn_at=None).aggregate(
        name=Coalesce(Max(Length("person__name")), 0),
        partner=Coalesce(Max(Length("person__partner__name")), 0),
        why=Coalesce(Max(Length("why_asked")), 0),
    )
    return Longest(**{key: max(value, getattr(usual, key)) for key, value in found.items()})


def excess(meeting: Meeting, letter: str, longest: Longest) -> int:
    """How many letters too long the letter is for somebody on the list; zero or less when it fits."""
    group = max((str(group.value) for group in GROUPS), key=len)
    found = {
        **values.of_meeting(meeting),
        "mottaker_navn": "n" * longest.name,
        "mottaker_fornavn": "n" * min(longest.name, 20),
        "mottaker_virksomhet": "v" * longest.partner,
        "verdi_for_gruppen": group.replace("{stedsform}", definite_place(meeting.initiative)),
        "grunn_til_henvendelse": "g" * longest.why,
    }
    said = {key: value if value or key in values.OPTIONAL else "–" for key, value in found.items()}
    lines = [line for line in placeholders.fill(letter, said, optional=values.OPTIONAL).splitlines() if line.strip()]
    costs = sum(HEADING if line.startswith("**") and line.endswith("**") else PARAGRAPH for line in lines)
    return sum(map(len, lines)) + costs + _around(meeting, longest) - ROOM


def _around(meeting: Meeting, longest: Longest) -> int:
    """What long names above and under the letter take of its room."""
    sender = len(meeting.sender_name) + len(meeting.sender_title)
    parts = (
        (2.9, longest.name - 14),
        (1.1, longest.partner - 24),
        (0.65, len(meeting.initiative.initiator_name) - 14),
        (0.85, sender - 24),
    )
    return round(sum(weight * max(0, over) for weight, over in parts))


def refusals(meeting: Meeting, letter: str | None = None) -> tuple[str, ...]:
    """Why the letter, or one to be stored, will not fit, with what to do; nothing when it fits."""
    own = meeting.letter if letter is None else letter
    over = excess(meeting, own or published_letter(texts.LETTER), longest_of(meeting))
    if over <= 0:
        return ()
    if own:
        return (
            _("Brevet får ikke plass på én side. Kort ned brevteksten med omtrent %(number)d tegn.") % {"number": over},
        )
    most = len(meeting.short_reason or meeting.initiative.reason) - over
    if most < LEAST_REASON:
        return (_("Brevet får ikke plass på én side. Kort ned navnene som står i det, eller skriv en egen brevtekst."),)
    if meeting.short_reason:
        return (
            _("Brevet får ikke plass på én side. Kort ned den korte begrunnelsen til høyst %(most)d tegn.")
            % {"most": most},
        )
    return (
        _("Begrunnelsen er for lang for brevet. Skriv en kort begrunnelse på høyst %(most)d tegn for dette møtet.")
        % {"most": min(most, 400)},
    )

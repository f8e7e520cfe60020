"""Interest forms and which partner each one speaks for. What they add up to is in counting.py."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import YES, NotReady, Verdict, no
from accounts.journal import record
from accounts.models import User
from mail.links import standing_token, token_for
from meetings.links import MEETING_INTEREST
from meetings.models import Interest, InterestLink, InterestText, Meeting, Minutes
from meetings.services.locking import working_meeting
from paadriv import text
from paadriv.clock import now
from paadriv.text import search_key
from partners import services as partners
from partners.models import Partner, Person, Stage

#: The form is open this long after the meeting when the minutes say nothing else.
USUAL_DAYS = 14


def last_day(meeting: Meeting) -> date:
    """The last day, in Norway, on which the form takes answers."""
    minutes: Minutes | None = getattr(meeting, "minutes", None)
    if minutes is not None and minutes.interest_until:
        return minutes.interest_until
    return text.local(meeting.ends_at).date() + timedelta(days=USUAL_DAYS)


def may_declare_now(meeting: Meeting, *, at: datetime) -> Verdict:
    """The form is open from the start of the meeting to the end of its last day."""
    if meeting.state == Meeting.State.CALLED_OFF:
        return no(_("Møtet er avlyst."))
    if at < meeting.starts_at:
        return no(
            _("Interesseerklæringen åpner når møtet begynner, %(when)s.") % {"when": text.moment(meeting.starts_at)}
        )
    if text.local(at).date() > last_day(meeting):
        return no(_("Fristen for interesseerklæringen gikk ut %(day)s.") % {"day": text.day(last_day(meeting))})
    return YES


@transaction.atomic
def declare_interest(
    meeting: Meeting,
    *,
    person: Person | None,
    sees_need: str,
    level: str,
    contributions: Iterable[str],
    form_key: uuid.UUID,
    name: str = "",
    organisation: str = "",
    what_it_takes: str = "",
    who_is_missing: str = "",
) -> Interest:
    """One answer to the interest form; the same form posted again gives the first row.

    A guest whose partner is known and who typed its name is linked by the system; everything else waits
    for a coordinator. Raises NotReady outside the time the form is open, ValidationError for bad values.
    """
    meeting = working_meeting(meeting)
    key = uuid.uuid5(form_key, f"{meeting.pk}:{person.pk if person else 0}")
    if found := Interest.objects.filter(form_key=key).first():
        return found
    moment = now()
    if not (verdict := may_declare_now(meeting, at=moment)):
        raise NotReady(verdict)
    interest = Interest(
        meeting=meeting,
        person=person,
        sees_need=sees_need,
        level=level,
        contributions=[key for key, _label in Interest.CONTRIBUTIONS if key in set(contributions)],
        form_key=key,
        at=moment,
    )
    interest.full_clean(exclude=["person", "contributions"])
    interest.save()
    typed = InterestText(
        interest=interest,
        name=name or (person.name if person else ""),
        organisation=organisation,
        what_it_takes=what_it_takes,
        who_is_missing=who_is_missing,
    )
    typed.full_clean()
    typed.save()
    record(meeting.initiative.chain, "interest_declared", by=None, subject=interest)
    partner = person.partner if person else None
    if partner is not None and search_key(partner.name) == search_key(organisation):
        _link(meeting, interest, partner, by=None)
    return interest


@transaction.atomic
def link_interest(interest: Interest, *, partner: Partner | None, by: User) -> None:
    """Say which partner an interest speaks for; None undoes it. The latest link counts."""
    meeting = working_meeting(interest.meeting)
    if partner is not None:
        partner = meeting.initiative.partners.get(pk=partner.pk)
    latest = interest.links.order_by("-pk").first()
    if (latest.partner_id if latest else None) != (partner.pk if partner else None):
        _link(meeting, interest, partner, by=by)


@transaction.atomic
def link_to_new_partner(interest: Interest, *, name: str, group: str, by: User) -> Partner:
    """Add the typed organisation to the initiative's partners and link the interest to it."""
    meeting = working_meeting(interest.meeting)
    partner = partners.add_partner(meeting.initiative, name=name, group=group, by=by)
    link_interest(interest, partner=partner, by=by)
    return partner


@transaction.atomic
def renew_interest_code(meeting: Meeting, *, by: User) -> None:
    """Make the link of the meeting's form anew after a change of the link key; one that opens stays as it is."""
    meeting = working_meeting(meeting)
    if standing_token(MEETING_INTEREST, meeting.pk) is None:
        token_for(MEETING_INTEREST, meeting.pk)
        record(meeting.initiative.chain, "interest_code_renewed", by=by, subject=meeting)


def mark_interested(partner: Partner, *, by: User | None) -> None:
    """A candidate that will take part becomes interested; those further along stay where they are."""
    if partner.stage == Stage.CANDIDATE:
        partners.move(partner, Stage.INTERESTED, reason=_("Vil delta, ifølge interesseerklæringen."), by=by)


def _link(meeting: Meeting, interest: Interest, partner: Partner | None, *, by: User | None) -> None:
    InterestLink.objects.create(interest=interest, partner=partner, by=by, at=now())
    record(
        meeting.initiative.chain, "interest_linked", by=by, subject=interest, partner=partner.pk if partner else None
    )
    is_in = interest.level in Interest.WILL_TAKE_PART
    if partner is not None and is_in and meeting.state == Meeting.State.CLOSED:
        mark_interested(partner, by=by)

"""What is expected of every URL, as literals: who may, with which method, and a payload that succeeds.

Letters: A the association's administrator, K coordinator, M editor, L reader, D decider (a reader), P a
partner's contact, X the coordinator of the other city, N logged in without relation, O not logged in.
A new URL without a row fails the walk.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

from django.core import signing

from mail.models import Message
from meetings.importing import Row as Line
from meetings.views.listing import _SALT
from paadriv.clock import today
from tests.access import rows_documents, rows_gates, rows_partners, rows_signing, rows_versions
from tests.access.rows import (
    COORDINATE,
    EDIT,
    EVERYBODY,
    PEOPLE,
    PHONE,
    SEE,
    Payload,
    Row,
    at,
    form,
    here,
    link,
    member,
    nothing,
    revised,
    under,
)
from tests.access.rows_forprosjekt import FORPROSJEKT
from tests.access.twins import City
from tests.meetings_world import evening


def _details(city: City) -> Payload:
    names = ("place_name", "place_preposition", "place_type", "initiator_kind", "initiator_name", "reason")
    more = ("area_name", "area_description", "process_lead_name", "contact_name", "contact_email", "contact_phone")
    row = city.initiative
    owner = {"organisation_text": row.owner.number, "organisation": row.owner.number} if row.owner else {}
    return {
        **{name: getattr(row, name) for name in (*names, *more, "data_controller", "revision")},
        **owner,
        "area_name": city.says("Havnefronten"),
    }


def _work(name: str) -> Callable[[City], Payload]:
    def payload(city: City) -> Payload:
        row = getattr(city, name)
        owner = f"m{city.membership('L').pk}"
        values = {"revision": row.revision, "status": "doing", "due_on": "2026-12-24", "note": city.says("Ring")}
        return {**values, "owner": owner, "organisation_text": ""}

    return payload


def _plan(city: City) -> Payload:
    day = evening(25).date()
    return {
        "day": day.isoformat(),
        "start": "18:00",
        "end": "20:30",
        "venue_preposition": "på",
        "venue": city.says("Brygga"),
        "accessibility": "Trinnfritt",
        "serving": "Kaffe",
        "capacity": "30",
        "answer_by": (day - timedelta(days=5)).isoformat(),
        "headline": city.says("Trenger byen et Pådriv?"),
        "short_reason": "Kort grunn.",
        "sender_name": "Kari Nilsen",
        "sender_title": "ordfører",
        "initiator_address": "Rådhusgata 4",
        "case_number": "12/26",
        "interest_threshold": "8",
    }


def _interest(city: City) -> Payload:
    return {
        "form_key": str(uuid.uuid4()),
        "name": city.about("Gjest"),
        "organisation": city.about("Virksomhet"),
        "sees_need": "yes",
        "level": "informed",
        "contributions": ["time", "money"],
        "what_it_takes": city.about("Penger"),
        "who_is_missing": city.about("Naboene"),
    }


def _signed(city: City) -> Payload:
    line = Line(1, name=city.about("Frida"), email=city.address("frida"))
    return {"rows": signing.dumps([line.as_dict()], salt=f"{_SALT}.{city.planned.pk}", compress=True)}


def _fail_a_mail(city: City) -> None:
    found = Message.objects.filter(subject_id=city.unanswered.pk, sending__kind="meeting_invitation")
    found.update(state="failed", reason="Adressen finnes ikke.")


def _coordinator(city: City) -> Payload:
    return {**_ADMINISTRATOR, "organisation_number": "974760673", "organisation_name": "Registrene"} | {
        "organisation_kind": "state"
    }


_ADMINISTRATOR = {"name": "Nina Ny", "email": "nina.ny@eksempel.no"}
_ITEM = {"title": "Spørsmål", "minutes": "10", "responsible": "Ola", "description": "Alle spør."}
_NEW_PLACE = {
    "place_name": "Lillevik",
    "place_preposition": "i",
    "place_type": "by",
    "municipality_text": "Grimstad",
    "municipality": "4202",
    "initiator_kind": "municipality",
    "initiator_name": "",
    "reason": "Sentrum har stått stille.",
}
_PERSON = {"name": "Berit By", "email": "berit.by@eksempel.no", "phone": PHONE}

TABLE: dict[str, Row] = {
    "start": Row(EVERYBODY, query=("sok", "steg", "status", "etter", "nr")),
    "initiative": Row(SEE + "P", lambda city: {"pk": city.initiative.pk}),
    "accounts:profile": Row(EVERYBODY, post=form(name="Et Nytt Navn")),
    "accounts:end_session": Row("K", lambda city: {"pk": city.session.pk}, get=False, post=nothing, denied=404),
    "account_reauthenticate": Row(EVERYBODY, post=form(send="1"), query=("next",)),
    "mfa_add_webauthn": Row(EVERYBODY, ours=False),
    "register:municipalities": Row(EVERYBODY, query=("municipality_text",)),
    "register:organisations": Row(EVERYBODY, query=("organisation_text",)),
    "initiatives:create": Row("KX", post=form(**_NEW_PLACE)),
    "initiatives:details": Row(SEE, here),
    "initiatives:edit": Row(EDIT, here, post=_details),
    "initiatives:journal": Row(SEE, here, query=("foer",)),
    "initiatives:members": Row(SEE, here),
    "initiatives:invite_member": Row(
        COORDINATE, here, get=False, post=form(name="Per", email="per@eksempel.no", role="editor")
    ),
    "initiatives:change_role": Row(COORDINATE, member("L"), get=False, post=form(role="editor")),
    "initiatives:end_membership": Row("KM", member("M"), get=False, post=nothing),
    "initiatives:name_decider": Row(COORDINATE, member("L"), post=form(title="styreleder", basis="sak 1/26")),
    "initiatives:send_invitation_again": Row(COORDINATE, under(invitation="asked"), get=False, post=nothing),
    "initiatives:withdraw_invitation": Row(COORDINATE, under(invitation="asked"), get=False, post=nothing),
    "initiatives:activity": Row(SEE, under(item="activity")),
    "initiatives:edit_activity": Row(EDIT, under(item="activity"), post=_work("activity")),
    "initiatives:deliverable": Row(SEE, under(item="deliverable")),
    "initiatives:edit_deliverable": Row(EDIT, under(item="deliverable"), post=_work("deliverable")),
    "initiatives:add_activity": Row(EDIT, under(run="run"), get=False, post=form(title="Befaring")),
    "partners:index": Row(SEE, here, query=("sok",)),
    "partners:add": Row(
        EDIT, here, get=False, post=form(organisation_text="Nye venner", unregistered="on", group="residents")
    ),
    "partners:partner": Row(SEE + "P", under(partner="registered")),
    "partners:edit": Row(
        EDIT, under(partner="informal"), post=revised("informal", name="Bryggevellet", group="residents")
    ),
    "partners:add_person": Row(EDIT, under(partner="informal"), get=False, post=form(**_PERSON)),
    "partners:persons": Row(PEOPLE, here, query=("vis",)),
    "partners:edit_person": Row(EDIT, under(person="loner"), post=revised("loner", **_PERSON)),
    "erase_person": Row(COORDINATE, under(person="loner"), post=nothing),
    "documents:request": Row(
        PEOPLE,
        lambda city: {**here(city), "kind": "invitasjon", "subject": city.seated.pk},
        get=False,
        post=nothing,
    ),
    "documents:rendering": Row(PEOPLE, under(rendering="printed")),
    "documents:retry": Row(SEE, under(rendering="failed"), get=False, post=nothing),
    "documents:download": Row(PEOPLE, under(rendering="printed")),
    "meetings:index": Row(SEE, here),
    "meetings:plan": Row(EDIT, here, post=_plan),
    "meetings:meeting": Row(SEE, at("sent")),
    "meetings:edit": Row(EDIT, at("sent"), post=lambda city: {**_plan(city), **revised("sent")(city)}),
    "meetings:call_off": Row(COORDINATE, at("sent"), post=form(reason="for få påmeldte", plan="Vi prøver igjen.")),
    "meetings:programme": Row(SEE, at("planned")),
    "meetings:add_item": Row(
        EDIT, at("planned"), get=False, post=form(**{f"new-{key}": value for key, value in _ITEM.items()})
    ),
    "meetings:put_introduction_back": Row(EDIT, at("planned"), get=False, post=nothing),
    "meetings:edit_item": Row(EDIT, at("planned", item="item"), post=revised("item", **_ITEM)),
    "meetings:remove_item": Row(
        EDIT, at("planned", item="introduction"), post=form(reason="Alle har vært med på innføringen før i år.")
    ),
    "meetings:move_up": Row(EDIT, at("planned", item="item"), get=False, post=nothing),
    "meetings:move_down": Row(EDIT, at("planned", item="item"), get=False, post=nothing),
    "meetings:guests": Row(PEOPLE, at("planned")),
    "meetings:search_known": Row(EDIT, at("planned"), query=("q",)),
    "meetings:add_guest": Row(
        EDIT,
        at("planned"),
        get=False,
        post=form(**_PERSON, organisation="Nabolaget", group="residents", why_asked="du bor der"),
    ),
    "meetings:add_known": Row(EDIT, at("planned", person="loner"), get=False, post=nothing, sibling=False),
    "meetings:preview_list": Row(EDIT, at("planned"), get=False, post=form(text="Berit By;berit.by@eksempel.no;Vel")),
    "meetings:store_list": Row(EDIT, at("planned"), get=False, post=_signed),
    "meetings:withdraw": Row(EDIT, at("planned", invitation="unsent"), post=nothing),
    "meetings:correct_guest": Row(EDIT, at("planned", invitation="unsent"), post=form(email="berit.by@eksempel.no")),
    "meetings:letter": Row(PEOPLE, at("planned")),
    "meetings:save_letter": Row(
        EDIT, at("planned"), get=False, post=revised("planned", letter="Hei {mottaker_fornavn}\n\nKom til møtet.")
    ),
    "meetings:preview": Row(PEOPLE, at("planned", invitation="unsent")),
    "meetings:preview_letter": Row(PEOPLE, at("planned", invitation="unsent")),
    "meetings:send": Row(PEOPLE, at("planned")),
    "meetings:send_invitations": Row(COORDINATE, at("planned"), get=False, post=nothing),
    "meetings:send_test": Row(COORDINATE, at("planned"), get=False, post=nothing),
    "meetings:remind": Row(COORDINATE, at("sent"), get=False, post=nothing),
    "meetings:sending_progress": Row(PEOPLE, at("sent"), shown=302),
    "meetings:retry": Row(COORDINATE, at("sent"), get=False, post=nothing, before=_fail_a_mail),
    "meetings:answers": Row(PEOPLE, at("sent"), query=("vis",)),
    "meetings:register_answer": Row(EDIT, at("sent", invitation="unanswered"), get=False, post=form(choice="maybe")),
    "meetings:attendance": Row(PEOPLE, at("over"), query=("sok",)),
    "meetings:add_walk_in": Row(
        EDIT, at("over"), get=False, post=form(name="Berit By", organisation="Vel", email="berit.by@eksempel.no")
    ),
    "meetings:mark_attendance": Row(EDIT, at("over", person="unlinked.person"), get=False, post=form(er_her="1")),
    "meetings:choose_group": Row(EDIT, at("over", person="linked.person"), get=False, post=form(group="civil_society")),
    "meetings:interest_results": Row(PEOPLE, at("over")),
    "meetings:link_interest": Row(
        EDIT,
        at("over", interest="unlinked"),
        get=False,
        post=lambda city: {"partner": city.informal.pk, "new_name": "", "group": ""},
    ),
    "meetings:interest_qr": Row(PEOPLE, at("over")),
    "meetings:interest_qr_image": Row(PEOPLE, at("over")),
    "meetings:renew_interest_code": Row(EDIT, at("over"), get=False, post=nothing),
    "meetings:close": Row(PEOPLE, at("over")),
    "meetings:close_meeting": Row(COORDINATE, at("over"), get=False, post=nothing),
    "meetings:reopen": Row(
        COORDINATE, at("drafted"), get=False, post=form(reason="Oppmøtet var registrert feil for to personer.")
    ),
    "meetings:minutes": Row(PEOPLE, at("published")),
    "meetings:edit_minutes": Row(
        EDIT,
        at("drafted"),
        get=False,
        post=revised("drafted.minutes", body="Vi ble enige.", interest_until=today().isoformat()),
    ),
    "meetings:publish_minutes": Row(COORDINATE, at("drafted"), get=False, post=revised("drafted.minutes")),
    **rows_gates.ROWS,
    **rows_documents.ROWS,
    **rows_versions.ROWS,
    **rows_partners.ROWS,
    "oversight:people": Row("A"),
    "oversight:invite_coordinator": Row("A", post=_coordinator),
    "oversight:invite_administrator": Row("A", post=form(**_ADMINISTRATOR)),
    "oversight:person": Row("A", lambda city: {"pk": city.users["K"].pk}, denied=404),
    "oversight:take_away": Row(
        "A",
        lambda city: {"pk": city.users["K"].pk},
        post=form(what="coordinator"),
        denied=404,
        shown=302,
        query=("what",),
    ),
    **rows_signing.TABLE,
}
TABLE |= FORPROSJEKT

#: Open to all; what their links open is told by the token alone. The last is the row a link of theirs names.
PUBLIC: dict[str, Row] = {
    "privacy": Row("O"),
    "accessibility": Row("O"),
    "alive": Row("O"),
    "ready": Row("O"),
    "account_login": Row("O", post=form(email="kari@eksempel.no"), query=("epost", "next")),
    "account_request_login_code": Row("O", query=("epost", "next")),
    "account_confirm_login_code": Row("O", shown=302),
    "mfa_login_webauthn": Row("O", shown=302),
    "demo:mailbox": Row("O", shown=404),
    "demo:letter": Row("O", lambda city: {"name": "ukjent"}, shown=404),
    "demo:download": Row("O", lambda city: {"name": "ukjent", "index": 1}, shown=404),
    "demo:log_in": Row("O", lambda city: {"key": "ukjent"}, get=False),
    "initiatives:accept": Row("O", link("member", "asked"), post=nothing),
    "gates:accept_transfer": Row(
        "O", link("transfer", "at_gate_2.transfer"), post=form(title="daglig leder", basis="styrets sak 3/27")
    ),
    "partners:accept_contact": Row("O", link("contact", "of_partners.invited"), post=nothing),
    "meetings:answer": Row("O", link("answer", "unanswered"), post=form(choice="coming", need="Tolk")),
    "meetings:answer_calendar": Row("O", link("answer", "unanswered")),
    "meetings:opt_out": Row("O", link("opt_out", "unanswered.person"), post=nothing),
    "meetings:interest": Row("O", link("interest", "over.invitations.first"), post=_interest),
    "meetings:meeting_interest": Row("O", link("meeting_interest", "over"), post=_interest, query=("sendt",)),
    "meetings:read_minutes": Row("O", link("minutes", "met")),
    **rows_signing.PUBLIC,
}

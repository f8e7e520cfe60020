"""What stopping does: rounds taken back, partners told with the sluttnotat, everything kept, nothing changed after."""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.core.files.storage import default_storage
from lxml import html

from accounts.access import NotReady
from accounts.journal import verify
from documents import services as documents
from documents.models import Rendering
from gates.closing import kept_until
from gates.models import GateDecision, Outcome
from gates.services import go_back, pause, reopen, resume_work
from gates.services.telling import people_of_partners
from mail.models import Message
from mail.sending import send_waiting
from paadriv import clock
from paadriv.clock import now, today
from paadriv.text import day
from partners.models import Person
from signing.models import Round
from signing.services import acting
from signing.states import RoundState
from tests import gate_2_world, gates_world, partners_world, signing_world, world
from tests.access.twins import files_under
from tests.documents_world import content_of, failures, pdf, words
from tests.gate_2_world import Place

pytestmark = pytest.mark.django_db
WHY = "Kommunen fikk ikke penger i budsjettet, og banken trakk seg."


@pytest.fixture(autouse=True)
def _files(tmp_path: Path) -> Iterator[None]:
    with files_under(tmp_path):
        yield


def asked() -> Place:
    """In the forprosjekt with three start-up partners, two of whom have not answered."""
    place = gate_2_world.prepared()
    signing_world.acted(signing_world.invitations(gate_2_world.round_of(place, gate_2_world.version(place)))[0])
    return place


def stopped(place: Place, **fields: Any) -> GateDecision:
    fields = {"explanation": WHY, "stop_reason": "funding"} | fields
    row = gates_world.decided(place.initiative, Outcome.STOP, by=place.decider, **fields)
    place.initiative.refresh_from_db()
    return row


def sent(kind: str, mailoutbox: list[Any]) -> list[Any]:
    """The mails of one kind, as they went out."""
    mailoutbox.clear()
    send_waiting()
    keys = set(Message.objects.filter(sending__kind=kind).values_list("message_id", flat=True))
    return [one for one in mailoutbox if one.extra_headers["Message-ID"] in keys]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_an_open_round_is_taken_back_and_no_link_takes_an_answer():
    place = asked()
    waiting = signing_world.invitations(Round.objects.get())[1]
    signing_world.confirmed(waiting)

    stopped(place)

    asked_in = Round.objects.get()
    assert (asked_in.state, asked_in.void_reason) == (
        RoundState.VOIDED,
        "Initiativet er avsluttet: ikke finansiering.",
    )
    assert Message.objects.filter(sending__kind="round_voided").count() == 3
    with pytest.raises(NotReady, match="trukket tilbake"):
        signing_world.acted(waiting)
    assert not acting.may_act(signing_world.invitations(asked_in)[1])
    assert not list(verify())


def test_going_back_takes_the_round_back_and_tells_the_partners(mailoutbox):
    place = asked()

    go_back(place.initiative, decided_on=today(), explanation=WHY, form_key=uuid.uuid4(), by=place.decider)

    assert Round.objects.get().state == RoundState.VOIDED
    told = sent("initiative_turned_back", mailoutbox)
    assert len(told) == 3
    assert "går tilbake til steget «Sonderingsmøte», runde 2" in plain(told[0].body)
    assert WHY in told[0].body


def test_a_pause_tells_those_who_are_asked_and_the_round_goes_on_with_the_days_it_had_left():
    place = asked()
    before = Round.objects.get().deadline
    pause(place.initiative, reason=WHY, review_on=today() + timedelta(days=30), call_off=False, by=place.by)

    with clock.set_to(now() + timedelta(days=40)):
        resume_work(place.initiative, by=place.by)

    assert Message.objects.filter(sending__kind="round_held").count() == 2
    assert Message.objects.filter(sending__kind="round_runs_on").count() == 2
    assert Round.objects.get().deadline == before + timedelta(days=40)


def test_sett_paa_vent_at_the_gate_holds_the_round_too():
    place = asked()

    gates_world.decided(place.initiative, Outcome.HOLD, by=place.decider, explanation=WHY)

    assert Message.objects.filter(sending__kind="round_held").count() == 2


def test_contacts_of_startup_partners_and_those_written_to_in_dialogue_are_told():
    place = asked()
    initiative = place.initiative
    by = place.by
    in_dialogue = world.partner(initiative, "Kraftlaget")
    partners_world.services.move(in_dialogue, "talking", by=by)
    written_to = partners_world.invited(in_dialogue, "Siv Lund").person
    partners_world.contact(in_dialogue, "Aldri Skrevet")
    interested = world.partner(initiative, "Byfornyelse")
    partners_world.services.move(interested, "interested", by=by)
    partners_world.invited(interested, "Bare Interessert")
    shy = place.partners[0].contacts.get().person
    Person.objects.filter(pk=shy.pk).update(opted_out_at=now())

    told = set(people_of_partners(initiative).values_list("name", flat=True))

    assert told == {"Kontakt i Havna vel", "Kontakt i Havnebanken", "Siv Lund"}
    assert written_to.name in told


def test_the_closing_mail_says_why_and_carries_the_sluttnotat(mailoutbox):
    place = asked()
    row = stopped(place)
    rendering = Rendering.objects.get(kind="sluttnotat", subject_id=row.pk)

    [first, *rest] = sent("initiative_closed", mailoutbox)

    assert len(rest) == 2
    assert "ikke finansiering" in plain(first.body)
    assert WHY in first.body
    assert f"fra {day(kept_until(row))}" in first.body
    [(name, data, kind)] = first.attachments
    assert (name, kind) == ("Sluttnotat – Pådriv Arendal.pdf", "application/pdf")
    documents.render(rendering.pk)
    rendering.refresh_from_db()
    with default_storage.open(rendering.file) as file:
        assert file.read() == data


def test_a_closing_mail_is_not_sent_when_the_work_is_taken_up_before_its_turn(mailoutbox):
    place = asked()
    stopped(place)
    reopen(
        place.initiative,
        from_start=False,
        decided_on=today(),
        explanation=WHY,
        form_key=uuid.uuid4(),
        by=place.decider,
    )

    assert sent("initiative_closed", mailoutbox) == []
    assert {one.state for one in Message.objects.filter(sending__kind="initiative_closed")} == {"stopped"}


def test_the_sluttnotat_tells_what_it_was_what_was_decided_and_what_is_kept_and_names_no_person():
    place = gate_2_world.ready()
    row = stopped(place)

    data = pdf("sluttnotat", row.pk)

    text = words(data)
    for sentence in (
        "Sluttnotat",
        "Ikke finansiering",
        WHY,
        "I Arendal, Arendal kommune",
        "1. Sonderingsmøte",
        "Avsluttet her",
        "Gå videre",
        "Besluttet av kommunedirektør, delegert myndighet, sak 12/26.",
        "Oppstartspartnere",
        "Grunneierlaget",
        "Havnebanken",
        "Målbilde for Pådriv Arendal",
        "3 virksomheter stilte seg bak.",
        f"fra {day(kept_until(row))}".replace("\u00a0", " "),
        "Spørsmål om initiativet kan rettes til",
    ):
        assert sentence in text, sentence
    version = Round.objects.get().version
    assert version.content_sha256 in text.replace(" ", "")
    for person in Person.objects.exclude(name=""):
        assert person.name not in text
    assert place.decider.name not in text
    assert failures(data) == []
    assert pdf("sluttnotat", row.pk) == data
    assert pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]["/Lang"] == "nb"


def test_the_sluttnotat_says_the_same_after_a_reopening_and_all_that_follows():
    place = asked()
    row = stopped(place)
    before = content_of("sluttnotat", row.pk)
    fields = {"decided_on": today(), "explanation": WHY, "form_key": uuid.uuid4()}

    with clock.set_to(now() + timedelta(days=30)):
        reopen(place.initiative, from_start=False, **fields, by=place.decider)
        place.initiative.refresh_from_db()
        partners_world.startup_partner(place.initiative, "Nykommeren")
        partners_world.services.move(place.partners[0], "withdrawn", reason="Styret vil ikke mer.", by=place.by)
        stopped(place, decided_on=today())

    assert content_of("sluttnotat", row.pk) == before
    assert GateDecision.objects.filter(outcome="stop").count() == 2


@pytest.mark.parametrize("more", [0, 3])
def test_a_sluttnotat_costs_the_same_with_more_versions(django_assert_num_queries, more):
    place = asked()
    for _number in range(more):
        gate_2_world.version(place)
    row = stopped(place)

    with django_assert_num_queries(5):
        content_of("sluttnotat", row.pk)


def test_an_initiative_stopped_before_anything_was_made_has_a_sluttnotat_too():
    initiative = world.initiative()
    decider = world.decider_of(initiative)
    row = gates_world.decided(initiative, Outcome.STOP, by=decider, explanation=WHY)

    data = pdf("sluttnotat", row.pk)

    assert "Ingen virksomheter rakk å bli med." in words(data)
    assert "Ingen dokumenter ble låst" in words(data)
    assert failures(data) == []


def test_the_longest_and_nastiest_sluttnotat_conforms_and_what_people_wrote_is_text():
    initiative = world.initiative(place_name="Guovdageaidnu og Porsáŋgu")
    for number in range(40):
        name = f"Forening {number} for Čoahkkáidoalli, utvikling & <b>fellesskap</b> i hele distriktet"
        partner = world.partner(initiative, name, group="civil_society")
        partners_world.services.move(partner, "interested", by=world.coordinator_of(initiative))
    hostile = '<img src="file:///etc/passwd"> {{ x }} {sted_navn} ' + "Penger mangler. " * 110
    row = gates_world.decided(
        initiative, Outcome.STOP, by=world.decider_of(initiative), explanation=hostile[:1999], stop_reason="other_way"
    )

    data = pdf("sluttnotat", row.pk)

    text = words(data)
    assert "Forening 39" in text
    assert '<img src="file:///etc/passwd"> {{ x }} {sted_navn}' in text
    assert failures(data) == []


def sluttnotat_links(client: Any, address: str) -> list[str]:
    tree = html.fromstring(client.get(address).content)
    return [link.get("href") for link in tree.cssselect(".closing a")]


def test_the_sluttnotat_is_reached_from_every_page_that_says_it_is_stopped_and_partners_may_read_it(client):
    place = asked()
    liv = partners_world.logged_in_contact(place.partners[0])
    row = stopped(place)
    rendering = Rendering.objects.get(kind="sluttnotat", subject_id=row.pk)
    home = f"/initiativ/{place.initiative.pk}/"
    client.force_login(place.by)
    making = sluttnotat_links(client, home)
    documents.render(rendering.pk)

    found = {path: sluttnotat_links(client, home + path) for path in ("", "beslutninger/", f"beslutninger/{row.pk}/")}
    client.force_login(liv)
    found["partner"] = sluttnotat_links(client, home)

    assert making == [f"{home}pdf/{rendering.pk}/"]
    assert set(map(tuple, found.values())) == {(f"{home}pdf/{rendering.pk}/last-ned/",)}
    answer = client.get(found["partner"][0])
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    client.force_login(world.someone("En fremmed"))
    assert client.get(found["partner"][0]).status_code == 404


def test_a_sluttnotat_whose_file_was_taken_away_can_be_asked_for_anew(client):
    place = asked()
    row = stopped(place)
    Rendering.objects.filter(kind="sluttnotat").delete()
    client.force_login(place.by)
    tree = html.fromstring(client.get(f"/initiativ/{place.initiative.pk}/").content)
    [form] = [one for one in tree.forms if "/pdf/" in (one.action or "")]

    client.post(form.action)

    assert Rendering.objects.get(kind="sluttnotat").subject_id == row.pk


def test_a_decision_that_is_no_stop_has_no_sluttnotat(client):
    place = asked()
    client.force_login(place.by)
    earlier = place.initiative.decisions.get()

    answer = client.post(f"/initiativ/{place.initiative.pk}/pdf/sluttnotat/{earlier.pk}/")

    assert answer.status_code == 404
    assert not Rendering.objects.filter(kind="sluttnotat").exists()

"""The front page, the beslutningspunkt and the decision as people meet them."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from lxml import html

from gates.models import Advice, GateDecision, Outcome
from initiatives.models import Initiative, Role, StepRun
from meetings.models import Invitation
from partners.models import Partner, Person
from tests import gates_world, htmx, meetings_world, world

pytestmark = pytest.mark.django_db


def page(client, address: str, status: int = 200):
    answer = client.get(address)
    assert answer.status_code == status
    return html.document_fromstring(answer.content.decode())


def gate_of(initiative: Initiative) -> str:
    return f"/initiativ/{initiative.pk}/beslutningspunkt/1/"


def filled(**changes):
    return {
        "outcome": "go",
        "decided_on": str(changes.pop("on", "")) or "",
        "explanation": "",
        "form_key": str(uuid.uuid4()),
        **changes,
    }


def test_the_front_page_has_one_next_step_and_leads_to_it(client):
    initiative = world.initiative()
    client.force_login(world.coordinator_of(initiative))

    tree = page(client, initiative.get_absolute_url())

    [button] = tree.cssselect(".next-step a.ds-button")
    assert button.text == "Planlegg møtet"
    assert client.get(button.get("href")).status_code == 200


@pytest.mark.parametrize("role", ["association", "reader"])
def test_those_who_only_read_get_no_button_they_may_not_press(client, role):
    initiative = world.initiative()
    client.force_login(world.association_admin() if role == "association" else world.member(initiative, Role.READER))

    tree = page(client, initiative.get_absolute_url())

    assert tree.cssselect(".next-step a.ds-button") == []
    for link in [
        *tree.cssselect("main a[href^='/']"),
        *page(client, gate_of(initiative)).cssselect("main a[href^='/']"),
    ]:
        assert client.get(link.get("href")).status_code == 200, link.get("href")


def many_guests(initiative: Initiative, number: int) -> None:
    """Partners, persons and invitations in bulk; only their number matters."""
    meeting = meetings_world.meeting(initiative)
    partners = Partner.objects.bulk_create(
        [Partner(initiative=initiative, name=f"V{n}", group="public", search_text=f"v{n}") for n in range(number)]
    )
    persons = Person.objects.bulk_create(
        [Person(initiative=initiative, name=f"G{n}", partner=partners[n], search_text=f"g{n}") for n in range(number)]
    )
    Invitation.objects.bulk_create([Invitation(meeting=meeting, person=one) for one in persons])


@pytest.mark.parametrize("number", [1, 100])
@pytest.mark.parametrize(("who", "queries"), [("coordinator", 11), ("association", 11)])
def test_the_front_page_takes_eleven_queries(client, django_assert_num_queries, number, who, queries):
    initiative = gates_world.named(world.initiative())
    many_guests(initiative, number)
    client.force_login(world.coordinator_of(initiative) if who == "coordinator" else world.association_admin())

    with django_assert_num_queries(queries):
        page(client, initiative.get_absolute_url())


@pytest.mark.parametrize("number", [1, 100])
def test_the_gate_page_takes_eleven_queries(client, django_assert_num_queries, number):
    initiative = gates_world.named(world.initiative())
    many_guests(initiative, number)
    client.force_login(world.coordinator_of(initiative))

    with django_assert_num_queries(11):
        page(client, gate_of(initiative))


def test_the_panel_of_the_next_step_is_the_page_s_own_part(client):
    initiative = world.initiative()
    client.force_login(world.coordinator_of(initiative))
    shown = htmx.load(client, initiative.get_absolute_url())
    meetings_world.meeting(initiative)

    panel = shown.one("#standing-panel")
    shown._swap(panel, shown._send(panel, {}))

    assert "Lag invitasjonslisten" in shown.one("#standing-panel").text_content()
    assert (
        html.tostring(shown.one("#standing-panel")).strip()
        == html.tostring(htmx.load(client, shown.url).one("#standing-panel")).strip()
    )


def test_the_gate_says_what_is_met_and_links_to_what_is_missing(client):
    initiative, decider = gates_world.ready(taking_part=7)
    client.force_login(decider)

    tree = page(client, gate_of(initiative))

    assert "7 av 8 må-krav er oppfylt." in tree.cssselect("p.lead")[0].text_content()
    [missing] = [row for row in tree.cssselect("[data-ok=no]") if "Interesseterskelen er nådd" in row.text_content()]
    assert "7\u00a0virksomheter vil delta" in missing.text_content()
    assert "krav: minst 8" in missing.text_content()


@pytest.mark.parametrize("who", ["coordinator", "reader", "association"])
def test_only_the_decider_has_the_form(client, who):
    initiative, decider = gates_world.ready()
    others = {
        "coordinator": world.coordinator_of(initiative),
        "reader": world.member(initiative, Role.READER, "Lise Lund"),
        "association": world.association_admin(),
    }
    client.force_login(decider)
    mine = page(client, gate_of(initiative))
    client.force_login(others[who])
    theirs = page(client, gate_of(initiative))

    assert len(mine.cssselect("input[name=outcome]")) == 4
    assert theirs.cssselect("input[name=outcome]") == []
    assert "Bare beslutningstakeren i initiativet kan beslutte." in theirs.text_content()
    assert client.post(f"{gate_of(initiative)}beslutt/", filled()).status_code == 403
    assert not GateDecision.objects.exists()


def test_going_on_leads_to_the_decision_and_opens_step_two(client):
    initiative, decider = gates_world.ready()
    client.force_login(decider)

    answer = client.post(f"{gate_of(initiative)}beslutt/", posted(client, initiative), follow=True)

    words = answer.content.decode()
    assert answer.status_code == 200
    assert "Beslutningen er registrert." in words
    assert "Besluttet" in words
    assert initiative.step_runs.get(state=StepRun.State.ACTIVE).step == "forprosjekt"
    front = page(client, initiative.get_absolute_url())
    assert f"/initiativ/{initiative.pk}/beslutninger/" in html.tostring(front).decode()


def posted(client, initiative: Initiative, **changes: str) -> dict[str, str]:
    """The form as the page fills it, with the decider's own input on top."""
    [form] = page(client, gate_of(initiative)).cssselect("form[action$='/beslutt/']")
    return dict(form.form_values()) | {"outcome": "go"} | changes


def test_a_missing_hard_criterion_is_answered_with_every_reason(client):
    initiative, decider = gates_world.ready(taking_part=2)
    client.force_login(decider)

    answer = client.post(f"{gate_of(initiative)}beslutt/", posted(client, initiative))

    assert answer.status_code == 409
    assert "Dere kan ikke gå videre ennå" in answer.content.decode()
    assert "Nok virksomheter vil delta videre" in answer.content.decode()
    assert not GateDecision.objects.exists()


def test_a_threshold_is_waived_with_body_case_date_and_reason(client):
    initiative, decider = gates_world.ready(taking_part=7)
    client.force_login(decider)
    fields = posted(
        client,
        initiative,
        waiver_body_threshold_reached="formannskapet",
        waiver_case_threshold_reached="12/26",
        waiver_date_threshold_reached="2026-01-15",
        waiver_reason_threshold_reached="Sju forpliktede virksomheter er nok til å begynne.",
    )

    refused = client.post(
        f"{gate_of(initiative)}beslutt/", fields | {"waiver_case_threshold_reached": "", "form_key": str(uuid.uuid4())}
    )
    answer = client.post(f"{gate_of(initiative)}beslutt/", fields, follow=True)

    assert refused.status_code == 409
    assert "Sju forpliktede virksomheter" in refused.content.decode()
    assert "formannskapet" in answer.content.decode()
    assert GateDecision.objects.get().waivers["threshold_reached"]["case_number"] == "12/26"


def test_a_decision_before_the_meeting_or_a_waiver_after_today_is_refused(client):
    initiative, decider = gates_world.ready(taking_part=7)
    client.force_login(decider)
    day_before = initiative.meetings.get().starts_at.date() - timedelta(days=1)
    fields = {"decided_on": str(day_before), "waiver_date_threshold_reached": "2099-01-01"}

    early = client.post(f"{gate_of(initiative)}beslutt/", posted(client, initiative, **fields))

    assert early.status_code == 409
    assert "Vedtaksdatoen kan ikke være fram i tid." in early.content.decode()
    assert "Beslutningsdatoen kan ikke være før sonderingsmøtet ble holdt." in early.content.decode()
    assert not GateDecision.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("outcome", "", "Velg et utfall."),
        ("outcome", "partnership", "Velg"),
        ("decided_on", "i går", "Skriv en dato"),
        ("decided_on", "1899-01-01", "Velg en dato mellom 2000 og 2100."),
        ("form_key", "x", "form_key"),
        ("explanation", "a" * 2001, "2000"),
    ],
)
def test_faulty_input_is_answered_at_the_field(client, field, value, words):
    initiative, decider = gates_world.ready()
    client.force_login(decider)

    answer = client.post(f"{gate_of(initiative)}beslutt/", posted(client, initiative) | {field: value})

    assert answer.status_code == 422
    assert words in answer.content.decode() or field == "form_key"
    assert not GateDecision.objects.exists()


def test_work_on_hold_is_taken_up_by_coordinator_or_decider_only(client):
    initiative, decider = gates_world.ready()
    gates_world.decided(initiative, Outcome.HOLD, by=decider, explanation="Venter på budsjettet.")
    answers = {}
    for name, user in {
        "association": world.association_admin(),
        "reader": world.member(initiative, Role.READER, "Lise Lund"),
        "coordinator": world.coordinator_of(initiative),
    }.items():
        client.force_login(user)
        answers[name] = client.post(f"/initiativ/{initiative.pk}/fortsett/").status_code

    assert answers == {"association": 403, "reader": 403, "coordinator": 302}
    initiative.refresh_from_db()
    assert initiative.state == Initiative.State.ACTIVE


def test_the_association_advises_on_the_page_and_everyone_reads_it(client):
    initiative = world.initiative()
    client.force_login(world.association_admin())
    sent = client.post(f"{gate_of(initiative)}rad/", {"text": "Inviter flere beboere."})
    empty = client.post(f"{gate_of(initiative)}rad/", {"text": " "})
    client.force_login(world.coordinator_of(initiative))

    shown = page(client, gate_of(initiative)).text_content()

    assert (sent.status_code, empty.status_code) == (302, 422)
    assert "Inviter flere beboere." in shown
    assert "ikke bindende" in shown
    assert client.post(f"{gate_of(initiative)}rad/", {"text": "Mitt råd."}).status_code == 403
    assert Advice.objects.count() == 1


def test_the_decision_shows_what_was_true_then(client):
    initiative, decider = gates_world.ready()
    row = gates_world.decided(initiative, by=decider)
    Initiative.objects.filter(pk=initiative.pk).update(area_name="", process_lead_name="")
    client.force_login(decider)

    tree = page(client, f"/initiativ/{initiative.pk}/beslutninger/{row.pk}/")

    assert tree.cssselect("[data-ok=no]") == []
    assert len(tree.cssselect("[data-ok=yes]")) == 16
    assert "Strandsonen" in tree.text_content()


def test_decisions_and_gates_of_others_are_not_found(client):
    initiative, decider = gates_world.ready("Arendal")
    row = gates_world.decided(initiative, by=decider)
    other = world.initiative("Stavanger")
    client.force_login(world.coordinator_of(other))

    for address in (
        gate_of(initiative),
        f"/initiativ/{other.pk}/beslutninger/{row.pk}/",
        f"/initiativ/{other.pk}/beslutningspunkt/3/",
        f"/initiativ/{other.pk}/beslutningspunkt/9/",
    ):
        assert client.get(address).status_code == 404

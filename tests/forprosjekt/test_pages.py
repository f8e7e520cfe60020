"""The chapters' pages: rows edited where they stand, with and without script, and nothing lost."""

from __future__ import annotations

from datetime import date

import pytest
from lxml import html

from forprosjekt import services
from forprosjekt.models import Chapter
from forprosjekt.tables import TABLES
from initiatives import services as initiatives
from tests import forprosjekt_world as build
from tests import htmx, world

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
FILLED = {
    "area": {"name": "Kaia", "description": "Fra brua"},
    "challenge": {"title": "Støy", "description": "Om natten"},
    "barrier": {"title": "Regler", "description": "Dispensasjon"},
    "source": {
        "provider": "Fylket",
        "kind": "grant",
        "purpose": "running",
        "status": "applied",
        "amount_low": "250 000",
        "amount_high": "",
        "deadline": "2026-09-01",
        "note": "",
    },
    "goal": {"goal": "13", "reason": "Havet stiger"},
    "local_goal": {"text": "Halvere", "source": "Planen", "adopted_on": "2024-06-01"},
}


@pytest.fixture
def initiative():
    return world.initiative()


def page_of(initiative, chapter):
    return f"/initiativ/{initiative.pk}/forprosjekt/{chapter.value}/"


def folder(initiative, key):
    return f"{page_of(initiative, TABLES[key].chapter)}{TABLES[key].slug}/"


def log_in(client, initiative, role="editor"):
    user = world.member(initiative, role)
    client.force_login(user)
    return user


@pytest.mark.parametrize("key", FILLED)
def test_a_row_is_added_changed_and_removed_in_place_and_the_page_is_as_reloaded(client, initiative, key):
    log_in(client, initiative)
    page = htmx.load(client, page_of(initiative, TABLES[key].chapter))

    page.press(f"#table-panel-{key} details form button", **FILLED[key])
    assert page.equals_reload()
    table = TABLES[key]
    row = list(table.rows(initiative))[-1] if key != "goal" else initiative.sdg_choices.get()
    line = f"#{key}-row-{table.number(row)}"
    page.press(f"{line} a[hx-get$='/endre/']")
    text = next(name for name in FILLED[key] if name not in table.form.only_new)
    page.press(f"{line} form button", **{text: "Et nytt ord"})
    assert page.equals_reload()
    row.refresh_from_db()
    assert getattr(row, text) == "Et nytt ord"
    page.press(f"{line} a[hx-get$='/fjern/']")
    page.press(f"{line} form button")
    assert page.equals_reload()
    assert not type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("key", FILLED)
def test_without_script_the_same_forms_lead_back_to_the_table(client, initiative, key):
    log_in(client, initiative)

    added = client.post(f"{folder(initiative, key)}ny/", FILLED[key])
    row = list(TABLES[key].rows(initiative))[-1] if key != "goal" else initiative.sdg_choices.get()
    here = f"{folder(initiative, key)}{TABLES[key].number(row)}/"
    form = client.get(f"{here}endre/")
    edited = client.post(f"{here}endre/", {**FILLED[key], "revision": 1})
    asked = client.get(f"{here}fjern/")
    removed = client.post(f"{here}fjern/")

    back = f"{page_of(initiative, TABLES[key].chapter)}#table-panel-{key}"
    assert (added.url, edited.url, removed.url) == (back, back, back)
    assert "<html" in form.content.decode()
    assert "<html" in asked.content.decode()


def test_the_fixed_goals_and_the_methods_activities_are_written_in_place(client, initiative):
    log_in(client, initiative)
    goals = htmx.load(client, page_of(initiative, Chapter.GOALS))
    goals.press("#goal-row-17 a[hx-get$='/endre/']")
    goals.press("#goal-row-17 form button", reason="Vi klarer det bare sammen.")
    plan = htmx.load(client, page_of(initiative, Chapter.PLAN))
    plan.press("#planned-row-kartlegging a[hx-get$='/endre/']")
    owner = f"m{initiative.memberships.order_by('pk')[0].pk}"
    values = {"owner": owner, "starts_on": "2026-09-01", "ends_on": "2026-10-01", "cost": "90 000", "result": "Et kart"}
    plan.press("#planned-row-kartlegging form button", **values)

    assert goals.equals_reload()
    assert plan.equals_reload()
    row = initiative.planned_activities.get()
    assert (row.key, row.owner_name, row.cost, row.ends_on) == ("kartlegging", "Kari Nilsen", 90_000, date(2026, 10, 1))
    assert "#goal-row-11 a[hx-get$='/fjern/']" not in goals.tree.cssselect("#goal-row-11 a")
    assert goals.tree.cssselect("#goal-row-11 a[hx-get$='/fjern/']") == []
    assert client.get(f"{folder(initiative, 'goal')}11/fjern/").status_code == 200
    assert client.post(f"{folder(initiative, 'goal')}11/fjern/").status_code == 409


def test_an_area_that_is_added_can_be_chosen_for_what_to_reinforce_at_once(client, initiative):
    log_in(client, initiative)
    page = htmx.load(client, page_of(initiative, Chapter.AREA))
    assert page.tree.cssselect("#table-panel-reinforcement details") == []

    page.press("#table-panel-area details form button", name="Kaia")
    page.press("#table-panel-reinforcement details form button", subject="Byttebua", added_value="Flere")

    assert page.equals_reload()
    assert page.one("#table-panel-reinforcement li h3").text == "Byttebua"


@pytest.mark.parametrize(("key", "add"), [("area", build.area), ("challenge", build.challenge)])
def test_the_primary_is_chosen_in_place(client, initiative, key, add):
    add(initiative, "Ein")
    other = add(initiative, "To")
    log_in(client, initiative)
    page = htmx.load(client, page_of(initiative, TABLES[key].chapter))

    page.press(f"#{key}-row-{other.pk} button")

    assert page.equals_reload()
    other.refresh_from_db()
    assert other.is_primary


def test_a_colleagues_edit_under_ones_own_is_answered_with_both_texts(client, initiative):
    row = build.challenge(initiative)
    log_in(client, initiative)
    kari = world.coordinator_of(initiative)
    services.edit_challenge(row, {"title": "Karis ord"}, revision=1, by=kari)
    here = f"{folder(initiative, 'challenge')}{row.pk}/endre/"

    answer = client.post(here, {"revision": 1, "title": "Olas ord", "description": ""}, headers=HTMX)
    again = client.post(here, {"revision": 2, "title": "Olas ord", "description": ""}, headers=HTMX)

    assert answer.status_code == 409
    assert "Karis ord" in answer.content.decode()
    assert "Olas ord" in answer.content.decode()
    assert again.status_code == 200
    row.refresh_from_db()
    assert row.title == "Olas ord"


@pytest.mark.parametrize(
    ("key", "field", "value"),
    [
        ("area", "name", ""),
        ("area", "name", "x" * 121),
        ("source", "amount_low", "1,5"),
        ("source", "amount_low", "1.5"),
        ("source", "amount_low", "-1"),
        ("source", "amount_low", "10 000 000 000"),
        ("source", "amount_high", "100"),
        ("source", "deadline", "31.02.2026"),
        ("source", "kind", "ukjent"),
        ("goal", "goal", "11"),
        ("goal", "goal", "18"),
        ("local_goal", "source", ""),
    ],
)
def test_bad_input_is_answered_at_the_field_and_nothing_is_stored(client, initiative, key, field, value):
    log_in(client, initiative)

    answer = client.post(f"{folder(initiative, key)}ny/", {**FILLED[key], field: value}, headers=HTMX)

    assert answer.status_code == 422
    assert field in answer.context["panel"].add_form.errors
    assert "open" in answer.content.decode()
    assert len(list(TABLES[key].rows(initiative))) == (2 if key == "goal" else 0)


def test_one_amount_alone_is_the_whole_range(client, initiative):
    log_in(client, initiative)

    client.post(f"{folder(initiative, 'source')}ny/", FILLED["source"] | {"amount_low": "", "amount_high": "5 000 kr"})

    row = initiative.funding_sources.get()
    assert (row.amount_low, row.amount_high) == (5_000, 5_000)


def test_too_early_or_too_late_is_said_in_the_form(client, initiative, monkeypatch):
    monkeypatch.setattr("forprosjekt.services.rows.MOST_ROWS", 0)
    log_in(client, initiative)

    answer = client.post(f"{folder(initiative, 'barrier')}ny/", FILLED["barrier"], headers=HTMX)

    assert answer.status_code == 409
    assert "høyst 0 rader" in answer.content.decode()
    assert 'value="Regler"' in answer.content.decode()


def test_the_tab_comes_with_the_forprosjekt(client, initiative):
    log_in(client, initiative)
    before = client.get(f"/initiativ/{initiative.pk}/partnere/").content.decode()
    initiatives.enter_step(initiative, decision_id=1, by=world.decider_of(initiative))

    after = client.get(f"/initiativ/{initiative.pk}/partnere/").content.decode()

    assert "/forprosjekt/omraade/" not in before
    assert "/forprosjekt/omraade/" in after


def test_a_partners_contact_reads_what_is_shared_and_nothing_else(client, initiative):
    build.challenge(initiative, "Tomme lokaler")
    services.share_chapter(initiative, Chapter.CHALLENGES, by=world.coordinator_of(initiative))
    log_in(client, initiative, "partner")

    shared = client.get(page_of(initiative, Chapter.CHALLENGES))
    hidden = client.get(page_of(initiative, Chapter.FUNDING))

    assert "Tomme lokaler" in shared.content.decode()
    assert [one["label"] for one in shared.context["chapters"]] == ["Utfordringer"]
    assert 'action="/initiativ' not in shared.content.decode().split("<main", 1)[1]
    assert hidden.status_code == 403


def test_a_partners_tab_leads_to_what_is_shared(client, initiative):
    initiatives.enter_step(initiative, decision_id=1, by=world.decider_of(initiative))
    for chapter in (Chapter.PLAN, Chapter.GOALS):
        services.share_chapter(initiative, chapter, by=world.coordinator_of(initiative))
    log_in(client, initiative, "partner")

    page = htmx.load(client, page_of(initiative, Chapter.PLAN))

    assert page.one(".tabs a[aria-current]").get("href") == page_of(initiative, Chapter.GOALS)


def test_the_association_reads_and_changes_nothing(client, initiative):
    build.challenge(initiative, "Tomme lokaler")
    client.force_login(world.association_admin())

    page = client.get(page_of(initiative, Chapter.CHALLENGES))
    answer = client.post(f"{folder(initiative, 'challenge')}ny/", FILLED["challenge"])

    assert "Tomme lokaler" in page.content.decode()
    assert "table-panel-challenge" in page.content.decode()
    assert "Legg til en utfordring" not in page.content.decode()
    assert answer.status_code == 403


def test_the_plan_that_has_become_step_3_is_read_and_says_why(client, initiative):
    decider = world.decider_of(initiative)
    initiatives.enter_step(initiative, decision_id=1, by=decider)
    task = build.funding_task(initiative)
    build.planned(initiative, result="Før")
    log_in(client, initiative)
    open_page = client.get(page_of(initiative, Chapter.PLAN)).content.decode()
    initiatives.enter_step(initiative, decision_id=2, by=decider)

    page = html.fromstring(client.get(page_of(initiative, Chapter.PLAN)).content)
    acts = [one for one in ("/endre/", "/fjern/", "/ny/") if one in html.tostring(page).decode()]
    old_links = [
        client.get(f"{folder(initiative, 'planned')}kartlegging/endre/"),
        client.get(f"{folder(initiative, 'task')}{task.pk}/fjern/", HTTP_HX_REQUEST="true"),
    ]

    assert "/endre/" in open_page
    assert "Planen er blitt til aktivitetene i etableringsfasen, og er låst." in page.text_content()
    assert "Før" in page.text_content()
    assert acts == []
    assert [answer.status_code for answer in old_links] == [409, 409]
    assert "er låst" in old_links[0].content.decode()
    assert client.get(page_of(initiative, Chapter.AREA)).content.decode().count("er låst") == 0


def test_a_new_round_of_the_forprosjekt_opens_the_plan_again(client, initiative):
    decider = world.decider_of(initiative)
    for number in (1, 2):
        initiatives.enter_step(initiative, decision_id=number, by=decider)
    initiatives.go_back(initiative, decision_id=3, by=decider)
    log_in(client, initiative)

    page = client.get(page_of(initiative, Chapter.PLAN)).content.decode()

    assert "er låst" not in page
    assert "/endre/" in page


def test_a_coordinator_shares_a_chapter_and_takes_it_back(client, initiative):
    client.force_login(world.coordinator_of(initiative))

    client.post(f"{page_of(initiative, Chapter.PLAN)}del/")
    assert initiative.shared_chapters.get().chapter == "plan"
    client.post(f"{page_of(initiative, Chapter.PLAN)}del-ikke/")
    assert not initiative.shared_chapters.exists()


def filled(rows):
    initiative = world.initiative()
    kari = world.coordinator_of(initiative)
    for number in range(rows):
        area = build.area(initiative, f"Område {number}", boundary=build.polygon())
        build.reinforcement(area), build.challenge(initiative), build.source(initiative)
        services.add_barrier(initiative, title="Regler", by=kari)
        services.add_local_goal(initiative, text="Mål", source="Planen", by=kari)
        vel = world.partner(initiative, f"Vel {number}")
        build.funding_task(initiative, owner=vel, source=initiative.funding_sources.order_by("pk")[0])
    for goal in range(1, min(rows, 10) + 1):
        services.choose_goal(initiative, goal=goal, reason="Fordi", by=kari)
    for activity in initiative.method.step("etableringsfase").activities[:rows]:
        build.planned(initiative, activity.key, **services.owned_by(world.partner(initiative, "Vel 0")))
    return initiative


#: Session, user, initiative, membership and what is shared; then the tables and the choices of their forms.
#: The plan also asks whether it has become step 3.
QUERIES = {
    Chapter.AREA: 9,
    Chapter.CHALLENGES: 7,
    Chapter.FUNDING: 7,
    Chapter.GOALS: 8,
    Chapter.PLAN: 11,
}


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_a_chapter_costs_the_same_with_more_rows(client, django_assert_num_queries, rows):
    initiative = filled(rows)
    log_in(client, initiative)

    for chapter, queries in QUERIES.items():
        with django_assert_num_queries(queries):
            client.get(page_of(initiative, chapter))

"""Activities and deliverables are edited where they stand, and nobody's text is lost."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from lxml import html

from accounts.access import YES
from initiatives import panels, services
from initiatives.models import Activity, Deliverable, Initiative
from tests import world

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def filled_in(page):
    """What the form of a row holds as it is shown."""
    [form] = html.fromstring(page.content.decode()).cssselect("form.work-row__form")
    return {name: value or "" for name, value in form.fields.items()}


def item_of(initiative, model=Activity, step="forprosjekt"):
    return model.objects.filter(step_run__initiative=initiative, step_run__step=step).order_by("pk")[0]


def url(item, initiative):
    folder = "aktiviteter" if isinstance(item, Activity) else "leveranser"
    return f"/initiativ/{initiative.pk}/{folder}/{item.pk}/endre/"


def filled(item, **changes):
    return {"revision": item.revision, "status": "doing", "owner": "", "due_on": "", "note": "", **changes}


@pytest.mark.parametrize("model", [Activity, Deliverable])
def test_an_editor_changes_a_row_in_place(client, model):
    initiative = world.initiative()
    item = item_of(initiative, model)
    client.force_login(world.member(initiative, "editor"))

    answer = client.post(url(item, initiative), filled(item, due_on="2026-03-12", note="Møte\r\ni mars"), headers=HTMX)

    item.refresh_from_db()
    assert (item.status, item.due_on, item.note) == ("doing", date(2026, 3, 12), "Møte\ni mars")
    assert answer.content.decode().strip().startswith(f'<li id="{model.__name__.lower()}-row-{item.pk}"')
    assert "initiative-changed" in answer["HX-Trigger"]


def test_without_script_the_form_is_a_page_that_leads_back_to_the_row(client):
    initiative = world.initiative()
    item = item_of(initiative)
    client.force_login(world.coordinator_of(initiative))

    page = client.get(url(item, initiative))
    answer = client.post(url(item, initiative), filled(item))

    assert "<html" in page.content.decode()
    assert answer.url == f"/initiativ/{initiative.pk}/#activity-row-{item.pk}"


@pytest.mark.parametrize(
    ("who", "expected"),
    [("coordinator", 200), ("editor", 200), ("reader", 403), ("partner", 403), ("admin", 403), ("stranger", 404)],
)
def test_who_may_change_a_row(client, who, expected):
    initiative = world.initiative()
    people = {"admin": world.association_admin, "stranger": lambda: world.coordinator_of(world.initiative("Stavanger"))}
    client.force_login(people[who]() if who in people else world.member(initiative, who))
    item = item_of(initiative)

    answer = client.post(url(item, initiative), filled(item, note="nytt"), headers=HTMX)

    assert answer.status_code == expected
    item.refresh_from_db()
    assert item.note == ("nytt" if expected == 200 else "")


def test_a_row_is_not_reached_through_another_initiative(client):
    arendal, stavanger = world.initiative(), world.initiative("Stavanger")
    client.force_login(world.coordinator_of(stavanger))

    answer = client.get(url(item_of(arendal), stavanger))

    assert answer.status_code == 404


def test_a_colleagues_edit_under_ones_own_is_answered_with_both_texts(client):
    initiative = world.initiative()
    item = item_of(initiative)
    kari = world.coordinator_of(initiative)
    client.force_login(world.member(initiative, "editor"))
    services.edit_work_item(item, {"note": "Karis tekst"}, revision=item.revision, by=kari)

    answer = client.post(url(item, initiative), filled(item, status="todo", note="Olas tekst"), headers=HTMX)
    again = client.post(url(item, initiative), filled(item, status="todo", note="Olas tekst", revision=2), headers=HTMX)

    assert answer.status_code == 409
    assert "Karis tekst" in answer.content.decode()
    assert "Olas tekst" in answer.content.decode()
    assert 'name="revision" value="2"' in answer.content.decode()
    assert again.status_code == 200
    item.refresh_from_db()
    assert item.note == "Olas tekst"


def test_a_stale_save_of_a_step_shows_what_one_began_from(client):
    initiative = world.initiative()
    item, kari = item_of(initiative), world.coordinator_of(initiative)
    services.edit_work_item(item, {"note": "Ring havna"}, revision=1, by=kari)
    client.force_login(world.member(initiative, "editor"))
    opened = filled_in(client.get(url(item, initiative)))
    services.edit_work_item(item, {"note": "Karis tekst"}, revision=2, by=kari)

    answer = client.post(url(item, initiative), opened | {"note": "Olas tekst"}, headers=HTMX)

    cells = html.fromstring(answer.content).cssselect("table.both-texts tbody td")
    assert [cell.text_content() for cell in cells] == ["Ring havna", "Karis tekst", "Olas tekst"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("status", "ukjent"),
        ("owner", "m999999"),
        ("owner", "o1"),
        ("due_on", "0001-01-01"),
        ("due_on", "2101-01-01"),
        ("due_on", "31.02.2026"),
        ("note", "x" * 2001),
        ("organisation_text", "Finnes ikke AS"),
        ("revision", "9" * 5000),
        ("revision", "١"),
    ],
)
def test_bad_input_is_answered_at_the_field(client, field, value):
    initiative = world.initiative()
    item = item_of(initiative)
    client.force_login(world.coordinator_of(initiative))

    answer = client.post(url(item, initiative), filled(item, **{field: value}), headers=HTMX)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_an_owner_is_a_member_or_an_organisation(client):
    initiative = world.initiative()
    item = item_of(initiative)
    kari = world.coordinator_of(initiative)
    bank = world.organisation("Sørlandsbanken", "company")
    client.force_login(kari)

    client.post(url(item, initiative), filled(item, owner=f"m{initiative.memberships.get().pk}"))
    item.refresh_from_db()
    first = item.owner_name
    client.post(url(item, initiative), filled(item, revision=2, organisation_text=bank.number_in_groups))
    item.refresh_from_db()

    assert (first, item.owner_name) == ("Kari Nilsen", "Sørlandsbanken")
    assert item.owner_member is None


def test_work_that_is_late_says_so_only_in_the_active_step(clock_at):
    initiative = world.initiative()
    kari = world.coordinator_of(initiative)
    item = services.edit_work_item(item_of(initiative), {"due_on": date(2026, 3, 12)}, revision=1, by=kari)
    clock_at("2027-03-13 09:00")

    before = panels.work_row(item, YES).is_overdue
    services.enter_step(initiative, decision_id=1, by=world.decider_of(initiative))
    after = panels.work_row(item_of(initiative), YES).is_overdue

    assert (before, after) == (False, True)


def test_a_local_activity_is_added_to_the_active_step(client):
    initiative = world.initiative()
    run = initiative.step_runs.get(state="active")
    client.force_login(world.coordinator_of(initiative))
    address = f"/initiativ/{initiative.pk}/stegrunder/{run.pk}/aktiviteter/ny/"

    refused = client.post(address, {"title": ""}, headers=HTMX)
    answer = client.post(address, {"title": "Snakke med borettslagene"}, headers=HTMX)

    assert refused.status_code == 422
    assert '<section id="work-panel"' in answer.content.decode()
    assert "Snakke med borettslagene" in answer.content.decode()
    assert run.activity_items.count() == 1


def test_nothing_is_added_to_a_step_that_is_done(client):
    initiative = world.initiative()
    run = initiative.step_runs.get(state="active")
    services.enter_step(initiative, decision_id=1, by=world.decider_of(initiative))
    client.force_login(world.coordinator_of(initiative))

    answer = client.post(f"/initiativ/{initiative.pk}/stegrunder/{run.pk}/aktiviteter/ny/", {"title": "For sent"})

    assert answer.status_code == 409
    assert not run.activity_items.exists()


@pytest.mark.parametrize("added", [1, 100])
def test_the_panels_cost_the_same_with_more_rows(django_assert_num_queries, added):
    initiative = world.initiative()
    run = initiative.step_runs.get(state="active")
    kari = world.coordinator_of(initiative)
    for number in range(added):
        item = services.add_activity(run, title=f"Aktivitet {number}", by=kari)
        services.edit_work_item(item, {"owner_member": initiative.memberships.get(user=kari)}, revision=1, by=kari)
        world.member(initiative, "reader", f"Leser {number}")
    fresh = Initiative.objects.select_related("owner").get(pk=initiative.pk)

    with django_assert_num_queries(5):
        runs = panels.runs_of(fresh)
        context = panels.steps_context(fresh, runs) | panels.work_context(fresh, runs, kari)
        context |= panels.people_context(fresh, panels.memberships_of(fresh), kari)
        for part in ("steps_strip", "work_panel", "people_panel"):
            render_to_string(f"initiatives/_{part}.html", {**context, "failed_run": None})


def test_days_on_hold_are_not_days_of_work(clock_at):
    clock_at("2026-01-31 09:00")
    initiative = world.initiative()
    kari = world.coordinator_of(initiative)
    clock_at("2026-02-10 09:00")
    services.hold(initiative, reason="Vi venter på kommunestyret.", by=kari)
    clock_at("2026-02-20 09:00")
    held = initiative.step_runs.select_related("initiative").get(state="active").days_in_step
    services.hold(initiative, reason="Vi venter fortsatt på kommunestyret.", by=kari)
    clock_at("2026-03-01 09:00")
    services.resume(initiative, by=kari)
    clock_at("2026-03-03 09:00")

    run = initiative.step_runs.select_related("initiative").get(state="active")

    assert (held, run.paused_days, run.days_in_step) == (10, 19, 12)

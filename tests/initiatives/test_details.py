"""What an initiative says of itself, edited by several without loss."""

import pytest
from lxml import html

from initiatives import services
from initiatives.forms.details import DetailsForm
from register.models import Organisation
from tests import world

pytestmark = pytest.mark.django_db


def url(initiative):
    return f"/initiativ/{initiative.pk}/opplysninger/"


def filled(initiative, **changes):
    form = DetailsForm(initiative=initiative)
    return {name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()} | changes


@pytest.mark.parametrize(
    ("who", "status"),
    [("coordinator", 302), ("editor", 302), ("reader", 403), ("partner", 403), ("admin", 403), ("stranger", 404)],
)
def test_who_may_edit_the_details(client, who, status):
    initiative = world.initiative()
    people = {"admin": world.association_admin, "stranger": lambda: world.coordinator_of(world.initiative("Stavanger"))}
    client.force_login(people[who]() if who in people else world.member(initiative, who))

    answer = client.post(url(initiative), filled(initiative, process_lead_name="Liv Moe"))

    initiative.refresh_from_db()
    assert answer.status_code == status
    assert initiative.process_lead_name == ("Liv Moe" if status == 302 else "")


@pytest.mark.parametrize(("who", "status"), [("reader", 200), ("partner", 403), ("admin", 200)])
def test_who_reads_the_details(client, who, status):
    initiative = world.initiative()
    client.force_login(world.association_admin() if who == "admin" else world.member(initiative, who))

    assert client.get(f"/initiativ/{initiative.pk}/om/").status_code == status


def test_an_unknown_owner_is_registered_with_its_number_typed_in_groups(client):
    initiative = world.initiative()
    number = world.organisation_number()
    spaced = f"{number[:3]} {number[3:6]} {number[6:]}"
    client.force_login(world.coordinator_of(initiative))

    new = {"organisation_number": spaced, "organisation_name": "Arendal kommune", "organisation_kind": "municipality"}
    answer = client.post(url(initiative), filled(initiative, **new))

    initiative.refresh_from_db()
    assert answer.status_code == 302
    assert (initiative.owner.number, initiative.owner.name) == (number, "Arendal kommune")


def test_a_number_that_is_registered_needs_no_name_and_changes_none(client):
    initiative = world.initiative()
    owner = world.organisation("Arendal kommune")
    client.force_login(world.coordinator_of(initiative))

    client.post(url(initiative), filled(initiative, organisation_number=owner.number, organisation_name="Feil navn"))

    initiative.refresh_from_db()
    assert initiative.owner == owner
    assert Organisation.objects.get().name == "Arendal kommune"


def test_saving_again_keeps_the_owner_and_an_empty_field_removes_it(client):
    initiative = world.initiative(owner=world.organisation())
    client.force_login(world.coordinator_of(initiative))

    client.post(url(initiative), filled(initiative, area_name="Indre havn"))
    initiative.refresh_from_db()
    kept = initiative.owner
    client.post(url(initiative), filled(initiative, organisation_text="", organisation=""))
    initiative.refresh_from_db()

    assert kept is not None
    assert initiative.owner is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("organisation_number", "964 123 102"),
        ("organisation_number", "12345678"),
        ("organisation_number", "٩٦٤١٢٣١٠١"),
        ("organisation_text", "Finnes ikke AS"),
        ("contact_email", "kari@"),
        ("contact_email", "a@localhost"),
        ("contact_phone", "ring meg"),
        ("area_description", "x" * 2001),
        ("place_name", ""),
        ("reason", "\u200b"),
        ("revision", ""),
    ],
)
def test_bad_input_is_answered_at_the_field(client, field, value):
    initiative = world.initiative()
    client.force_login(world.coordinator_of(initiative))

    answer = client.post(url(initiative), filled(initiative, **{field: value}))

    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_a_new_number_asks_for_name_and_kind(client):
    initiative = world.initiative()
    client.force_login(world.coordinator_of(initiative))

    answer = client.post(url(initiative), filled(initiative, organisation_number=world.organisation_number()))

    assert set(answer.context["form"].errors) == {"organisation_name", "organisation_kind"}


def test_a_colleagues_edit_is_shown_beside_ones_own_and_nothing_is_overwritten(client):
    initiative = world.initiative()
    mine = filled(initiative, area_name="Olas havn")
    services.edit_initiative(
        initiative, {"area_name": "Karis havn"}, revision=initiative.revision, by=world.coordinator_of(initiative)
    )
    client.force_login(world.member(initiative, "editor"))

    answer = client.post(url(initiative), mine)

    page = answer.content.decode()
    initiative.refresh_from_db()
    assert answer.status_code == 409
    shown = [cell.text_content() for cell in html.fromstring(page).cssselect("td.pre")]
    assert shown == ["–", "Karis havn", "Olas havn"]
    assert 'value="Olas havn"' in page
    assert initiative.area_name == "Karis havn"


def test_a_closed_initiative_is_read_and_not_changed(client):
    initiative = world.initiative()
    kari = world.coordinator_of(initiative)
    services.stop(initiative, reason="For få ville være med.", by=kari)
    client.force_login(kari)

    assert client.post(url(initiative), filled(initiative)).status_code == 403
    assert "For få ville være med." in client.get(f"/initiativ/{initiative.pk}/om/").content.decode()


@pytest.mark.parametrize("name", ["om", "opplysninger"])
def test_the_pages_of_details_cost_few_queries(client, django_assert_num_queries, name):
    initiative = world.initiative()
    client.force_login(world.coordinator_of(initiative))

    with django_assert_num_queries(4):
        client.get(f"/initiativ/{initiative.pk}/{name}/")

"""The access table's rows of texts and of the association's templates."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from documents.models import Document, Section, TemplateSection, TemplateVersion
from documents.services import templates
from gates.models import GateDecision
from initiatives import services as initiatives
from initiatives.models import StepRun
from paadriv.clock import now
from tests.access.rows import COORDINATE, EDIT, SEE, Payload, Row, form, here, nothing, under
from tests.access.twins import City

WITH_PARTNERS, SAYING = f"{SEE}P", "KMLDP"


def _in_step_two(city: City) -> None:
    """Texts are written while their step goes on; the twin's Arendal stands in the first."""
    if city.initiative.step_runs.filter(step="forprosjekt", state=StepRun.State.ACTIVE).exists():
        return
    free = GateDecision.objects.filter(initiative=city.initiative).order_by("pk")[0]
    initiatives.enter_step(city.initiative, decision_id=free.pk, by=city.users["D"])


def _in_a_second_round(city: City) -> None:
    """The twin's text as an untouched draft of round 2, with a text of round 1 to begin from."""
    _in_step_two(city)
    document = city.documents.document
    run = StepRun.objects.get(pk=document.step_run_id)
    if run.round > 1:
        return
    StepRun.objects.filter(pk=run.pk).update(round=2)
    document.sections.update(edited_by=None, edited_at=None)
    times = {
        "started_at": now(),
        "ended_at": now(),
        "state": StepRun.State.PARKED,
        "decision_id": 10**9 + 7 + city.initiative.pk,
    }
    parked = StepRun.objects.create(initiative=city.initiative, step=run.step, round=1, **times)
    fields = {"initiative": city.initiative, "kind": document.kind, "begun_by": city.users["K"]}
    earlier = Document.objects.create(**fields, step_run=parked, template=document.template)
    text = {"body": city.says("Vi vil ha liv."), "edited_by": city.users["K"], "edited_at": now()}
    Section.objects.create(document=earlier, key="sammendrag", position=1, title="Sammendrag", **text)


def _of_section(name: str) -> Callable[[City], dict[str, Any]]:
    return under(document="documents.document", section=f"documents.{name}")


def _of_comment(name: str) -> Callable[[City], dict[str, Any]]:
    return under(document="documents.document", comment=f"documents.{name}")


_TEXT = under(document="documents.document")


def _body(**fields: str) -> Callable[[City], Payload]:
    """Fields with the city's mark in each text, a key of their own, and the section's revision."""

    def payload(city: City) -> Payload:
        marked = {name: city.says(text) for name, text in fields.items()}
        section = city.documents.section
        section.refresh_from_db()
        return {**marked, "key": str(uuid.uuid4()), "revision": section.revision}

    return payload


def _act(may: str, kwargs: Any, post: Any = nothing) -> Row:
    return Row(may, kwargs, get=False, post=post, before=_in_step_two)


def _template(kind: str = "maalbilde", state: str = "draft") -> Callable[[City], dict[str, Any]]:
    return lambda city: {"template": TemplateVersion.objects.get(kind=kind, state=state).pk}


def _template_section(city: City) -> dict[str, Any]:
    section = TemplateSection.objects.get(template__kind="maalbilde", template__state="draft", key="stedet")
    return {"template": section.template_id, "section": section.pk}


def _seen(city: City) -> Payload:
    return {"seen": templates.digest_of(TemplateVersion.objects.get(kind="maalbilde", state="draft"))}


def _owned(kwargs: Any, post: Any = None, *, get: bool = True, query: tuple[str, ...] = ()) -> Row:
    """Only the association knows what templates there are."""
    return Row("A", kwargs, get=get, post=post, denied=404, query=query)


ROWS: dict[str, Row] = {
    "documents:index": Row(WITH_PARTNERS, here),
    "documents:of_kind": Row(WITH_PARTNERS, lambda city: {**here(city), "kind": "maalbilde"}, shown=302),
    "documents:begin": _act(EDIT, lambda city: {**here(city), "kind": "plan"}),
    "documents:document": Row(WITH_PARTNERS, _TEXT),
    "documents:carry_over": Row(EDIT, _TEXT, get=False, post=nothing, before=_in_a_second_round),
    "documents:share": _act(COORDINATE, _TEXT, form(deler=["sammendrag", "stedet"])),
    "documents:changes": Row(WITH_PARTNERS, _TEXT),
    "documents:mark_read": Row(WITH_PARTNERS, _TEXT, get=False, post=form(lest="sammendrag.2")),
    "documents:compare": Row(SEE, _TEXT, query=("fra", "til")),
    "documents:section": Row(WITH_PARTNERS, _of_section("section")),
    "documents:write": Row(EDIT, _of_section("section"), post=_body(body="En by for oss."), before=_in_step_two),
    "documents:preview": Row(EDIT, _of_section("section"), get=False, post=_body(body="En by for oss.")),
    "documents:history": Row(SEE, _of_section("section"), query=("fra", "til")),
    "documents:comment": _act(SAYING, _of_section("section"), _body(body="Hva med torget?")),
    "documents:propose": Row(SAYING, _of_section("section"), post=_body(proposal="Vår by."), before=_in_step_two),
    "documents:resolve": _act("KML", _of_comment("comment")),
    "documents:reopen": _act("KML", _of_comment("closed")),
    "documents:take_in": _act(EDIT, _of_comment("proposal")),
    "documents:templates": Row("A"),
    "documents:start_template": _owned(lambda city: {"kind": "plan"}, nothing, get=False),
    "documents:template": _owned(_template()),
    "documents:edit_template": _owned(
        _template(), form(title="Målbilde for {sted_navn}", statement="", revision=1), get=False
    ),
    "documents:preview_template": _owned(_template(), query=("verdier",)),
    "documents:publish_template": _owned(_template(), _seen, get=False),
    "documents:retire_template": _owned(_template(state="published"), nothing, get=False),
    "documents:discard_template": _owned(_template(), nothing, get=False),
    "documents:add_template_section": _owned(_template(), form(title="Enda en del"), get=False),
    "documents:template_section": _owned(
        _template_section, form(title="Stedet vårt", level="must", questions="Hvor?", body="", revision=1)
    ),
    "documents:remove_template_section": _owned(_template_section, nothing, get=False),
    "documents:move_template_section": _owned(_template_section, form(vei="opp"), get=False),
}

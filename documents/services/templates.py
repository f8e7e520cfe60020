"""The association's templates: a draft made from what is published, edited, published, retired."""

from __future__ import annotations

import re
from typing import Any

from django.db import connections, transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from accounts.access import NotReady, no
from accounts.canonical import digest
from accounts.editing import apply
from accounts.journal import ASSOCIATION, record
from accounts.models import User
from documents.markdown import TooDeep, to_html
from documents.models import TemplateSection, TemplateVersion
from documents.placeholders import refusals
from documents.starting import ASSOCIATION_TEXTS, OWNED
from documents.starting.kinds import AssociationText, LetterText
from paadriv.clock import now
from paadriv.text import search_key

MOST_SECTIONS = 40
_IN_ASCII = {ord("å"): "aa", ord("ø"): "oe", ord("æ"): "ae", ord("ä"): "ae", ord("ö"): "oe"}


def ensure(using: str = "default", **kwargs: Any) -> None:
    """Version 1 of every text that has no template; called after every migration, and safe to run again."""
    if TemplateSection._meta.db_table not in connections[using].introspection.table_names():
        return
    versions = TemplateVersion.objects.using(using)
    known = set(versions.order_by("pk").values_list("kind", flat=True))
    missing = [text for text in ASSOCIATION_TEXTS if text.key not in known]
    with transaction.atomic(using=using):
        made = versions.bulk_create(
            TemplateVersion(
                kind=text.key,
                number=1,
                state=TemplateVersion.State.PUBLISHED,
                title=text.title,
                statement=text.statement,
                published_at=now(),
            )
            for text in missing
        )
        TemplateSection.objects.using(using).bulk_create(
            TemplateSection(
                template=template,
                key=one.key,
                position=position,
                title=one.title,
                level=one.level,
                questions=one.questions,
                body=one.body,
            )
            for text, template in zip(missing, made, strict=True)
            for position, one in enumerate(text.sections, start=1)
        )


@transaction.atomic
def start_draft(kind_key: str, *, by: User) -> TemplateVersion:
    """The draft of this text: the one there is, or a copy of the newest version."""
    versions = _locked_kind(kind_key)
    if found := next((one for one in versions if one.state == TemplateVersion.State.DRAFT), None):
        return found
    newest = versions[0]
    source = next((one for one in versions if one.state == TemplateVersion.State.PUBLISHED), newest)
    draft = TemplateVersion.objects.create(
        kind=kind_key, number=newest.number + 1, title=source.title, statement=source.statement
    )
    for one in source.sections.order_by("position", "pk"):
        one.pk, one.template, one.revision, one._state.adding = None, draft, 1, True
        one.save()
    record(ASSOCIATION, "template_draft_started", by=by, subject=draft, kind=kind_key, number=draft.number)
    return draft


@transaction.atomic
def discard_draft(template: TemplateVersion, *, by: User) -> None:
    """Throw a draft away. Raises NotReady for what is not a draft."""
    template = _locked_draft(template)
    pk, kind, number = template.pk, template.kind, template.number
    template.delete()
    record(ASSOCIATION, "template_draft_discarded", by=by, kind=kind, number=number, template=pk)


@transaction.atomic
def edit_template(template: TemplateVersion, changes: dict[str, Any], *, revision: int, by: User) -> TemplateVersion:
    """Change title and statement of a draft. Raises Stale, ValidationError, and NotReady for what is no draft."""
    template = _locked_draft(template)
    if changed := apply(template, changes, revision=revision):
        record(ASSOCIATION, "template_edited", by=by, subject=template, fields=changed)
    return template


@transaction.atomic
def edit_template_section(
    section: TemplateSection, changes: dict[str, Any], *, revision: int, by: User
) -> TemplateSection:
    """Change one section of a draft; as edit_template."""
    _locked_draft(section.template)
    section = TemplateSection.objects.select_for_update(of=("self",)).get(pk=section.pk)
    if changed := apply(section, changes, revision=revision):
        record(ASSOCIATION, "template_section_edited", by=by, subject=section, section=section.key, fields=changed)
    return section


@transaction.atomic
def add_template_section(template: TemplateVersion, *, title: str, by: User) -> TemplateSection:
    """A new section at the end.

    Raises NotReady for what is no draft, for letters and mails, and for more than MOST_SECTIONS.
    """
    template = _locked_in_sections(template)
    keys = set(template.sections.order_by("pk").values_list("key", flat=True))
    if len(keys) >= MOST_SECTIONS:
        raise NotReady(_("En mal kan ha høyst %(most)s deler.") % {"most": MOST_SECTIONS})
    last = template.sections.aggregate(last=Max("position"))["last"] or 0
    section = TemplateSection(template=template, key=_free_key(title, keys), position=last + 1, title=title)
    section.full_clean()
    section.save()
    record(ASSOCIATION, "template_section_added", by=by, subject=section, section=section.key)
    return section


@transaction.atomic
def remove_template_section(section: TemplateSection, *, by: User) -> None:
    """Take a section out of a draft.

    Raises NotReady for what is no draft, for letters and mails, and for the last section.
    """
    template = _locked_in_sections(section.template)
    if template.sections.count() == 1:
        raise NotReady(_("En mal må ha minst én del."))
    pk, key = section.pk, section.key
    section.delete()
    record(ASSOCIATION, "template_section_removed", by=by, subject=template, section=key, row=pk)


@transaction.atomic
def move_template_section(section: TemplateSection, *, up: bool, by: User) -> None:
    """One place up or down; the first cannot go up nor the last down, and nothing happens. NotReady for mails."""
    template = _locked_in_sections(section.template)
    rows = list(template.sections.order_by("position", "pk"))
    place = next(index for index, one in enumerate(rows) if one.pk == section.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for position, one in enumerate(rows, start=1):
        template.sections.filter(pk=one.pk).update(position=position)
    record(ASSOCIATION, "template_section_moved", by=by, subject=section, section=section.key, up=up)


@transaction.atomic
def publish(template: TemplateVersion, *, seen: str, by: User) -> TemplateVersion:
    """Make a draft the version new documents begin from, and retire the one before.

    ``seen`` is digest_of what the administrator read. Raises NotReady when the draft has changed since, when
    a placeholder is not on the text's list, and for what is no draft.
    """
    versions = _locked_kind(template.kind)
    template = _locked_draft(template)
    if digest_of(template) != seen:
        raise NotReady(_("Utkastet er endret siden du åpnet siden. Les det på nytt før du publiserer."))
    if reasons := problems_of(template):
        raise NotReady(no(*reasons))
    for one in versions:
        if one.state == TemplateVersion.State.PUBLISHED:
            TemplateVersion.objects.filter(pk=one.pk).update(
                state=TemplateVersion.State.RETIRED, revision=F("revision") + 1
            )
    template.state, template.published_at, template.published_by = TemplateVersion.State.PUBLISHED, now(), by
    template.revision += 1
    template.save(update_fields=["state", "published_at", "published_by", "revision"])
    record(ASSOCIATION, "template_published", by=by, subject=template, kind=template.kind, content=seen)
    return template


@transaction.atomic
def retire(template: TemplateVersion, *, by: User) -> TemplateVersion:
    """Let no new document begin from the published version; those there are keep it.

    Raises NotReady for what is not published, and for letters and mails, which cannot be sent without words.
    """
    _locked_kind(template.kind)
    template = TemplateVersion.objects.get(pk=template.pk)
    if template.state != TemplateVersion.State.PUBLISHED:
        raise NotReady(_("Bare en publisert versjon kan trekkes tilbake."))
    if OWNED[template.kind].is_fixed:
        raise NotReady(_("Teksten må finnes for å kunne sendes. Publiser en ny versjon i stedet."))
    template.state, template.revision = TemplateVersion.State.RETIRED, template.revision + 1
    template.save(update_fields=["state", "revision"])
    record(ASSOCIATION, "template_retired", by=by, subject=template, kind=template.kind, number=template.number)
    return template


def problems_of(template: TemplateVersion) -> tuple[str, ...]:
    """Why it cannot be published: each placeholder that its text may not use, by name, and what cannot be sent."""
    kind = OWNED[template.kind]
    sections = list(template.sections.order_by("position", "pk"))
    texts = [template.title, template.statement]
    for one in sections:
        texts += [one.title, one.questions, one.body]
    reasons = dict.fromkeys(reason for text in texts for reason in refusals(text, kind.placeholders))
    return (*reasons, *(unsendable(kind, sections[0].body) if kind.is_fixed else ()))


def unsendable(kind: AssociationText, text: str) -> list[str]:
    """What is wrong with the first part of a letter or a mail: empty, too long for its page, lists too deep."""
    if not text.strip():
        return [_("Skriv noe i den første delen. Uten den er det ingenting å sende.")]
    if not isinstance(kind, LetterText):
        return []
    try:
        to_html(text)
    except TooDeep as deep:
        return [deep.reason]
    if len(text) > kind.most:
        over = len(text) - kind.most
        return [_("Brevet får ikke plass på én side. Kort ned teksten med omtrent %(number)d tegn.") % {"number": over}]
    return []


def digest_of(template: TemplateVersion) -> str:
    """Of everything that is published."""
    rows = template.sections.order_by("position", "pk")
    sections = list(rows.values_list("key", "title", "level", "questions", "body"))
    return digest([template.title, template.statement, [list(one) for one in sections]])


def _free_key(title: str, taken: set[str]) -> str:
    """A key from the title: «Hvorfor nå?» becomes «hvorfor_naa», and with a number where that is taken."""
    plain = search_key(title).translate(_IN_ASCII)
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:30] or "del"
    return next(key for key in (stem, *(f"{stem}_{number}" for number in range(2, 99))) if key not in taken)


def _locked_kind(kind_key: str) -> list[TemplateVersion]:
    """Every version of one text, newest first, locked."""
    rows = TemplateVersion.objects.select_for_update(of=("self",)).filter(kind=kind_key)
    return list(rows.order_by("-number"))


def _locked_in_sections(template: TemplateVersion) -> TemplateVersion:
    """A draft of which sections come and go; the parts of letters and mails do not."""
    template = _locked_draft(template)
    if OWNED[template.kind].is_fixed:
        raise NotReady(_("Delene i denne teksten ligger fast. Ordlyden i dem kan endres."))
    return template


def _locked_draft(template: TemplateVersion) -> TemplateVersion:
    template = TemplateVersion.objects.select_for_update(of=("self",)).get(pk=template.pk)
    if template.state != TemplateVersion.State.DRAFT:
        raise NotReady(_("Bare et utkast kan endres. Lag et nytt utkast."))
    return template

"""The association's templates: read, edited as a draft, seen with the worst values, published and retired."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import NotReady, Stale, Verdict, requires
from documents.forms import (
    LetterPartForm,
    MailForm,
    MailPartForm,
    NewTemplateSectionForm,
    TemplateForm,
    TemplateSectionForm,
)
from documents.known_placeholders import KNOWN
from documents.loading import owned_template, owned_template_section, owned_text_kind
from documents.models import TemplateSection, TemplateVersion
from documents.policy import owns_templates
from documents.sampling import filled_mail, filled_sections, samples
from documents.services import templates
from documents.starting import (
    ASSOCIATION_TEXTS,
    MAIL_TEXTS,
    MEETING_TEXTS,
    OWNED,
    TEXT_KINDS,
    AssociationText,
    MailText,
)
from documents.values import filled


@requires(owns_templates)
@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    """Every text with its versions, newest first."""
    versions: dict[str, list[TemplateVersion]] = {kind.key: [] for kind in ASSOCIATION_TEXTS}
    for row in TemplateVersion.objects.select_related("published_by").order_by("kind", "-number"):
        versions.setdefault(row.kind, []).append(row)
    groups: dict[str, Sequence[AssociationText]] = {
        "documents": TEXT_KINDS,
        "meeting": MEETING_TEXTS,
        "mails": MAIL_TEXTS,
    }
    context = {name: [(text, versions[text.key]) for text in texts] for name, texts in groups.items()}
    return render(request, "documents/templates.html", context)


@requires(owns_templates, load=owned_text_kind)
@require_POST
def start_template(request: HttpRequest, kind: AssociationText) -> HttpResponse:
    draft = templates.start_draft(kind.key, by=request.user)
    return redirect("documents:template", draft.pk)


@requires(owns_templates, load=owned_template)
@require_safe
def template(request: HttpRequest, template: TemplateVersion) -> HttpResponse:
    return _page(request, template)


@requires(owns_templates, load=owned_template)
@require_POST
def edit_template(request: HttpRequest, template: TemplateVersion) -> HttpResponse:
    form = _form(template, request.POST)
    if not form.is_valid():
        return _page(request, template, form=form, status=422)
    revision = form.cleaned_data["revision"]
    try:
        templates.edit_template(template, form.changes(), revision=revision, by=request.user)
    except Stale as stale:
        return _page(request, template, form=form, both_texts=form.take_over(stale), status=409)
    messages.success(request, _("Endringen er lagret."))
    return redirect("documents:template", template.pk)


@requires(owns_templates, load=owned_template)
@require_POST
def add_template_section(request: HttpRequest, template: TemplateVersion) -> HttpResponse:
    form = NewTemplateSectionForm(request.POST)
    if not form.is_valid():
        return _page(request, template, new=form, status=422)
    section = templates.add_template_section(template, title=form.cleaned_data["title"], by=request.user)
    return redirect("documents:template_section", template.pk, section.pk)


@requires(owns_templates, load=owned_template_section)
@require_http_methods(["GET", "HEAD", "POST"])
def template_section(request: HttpRequest, section: TemplateSection) -> HttpResponse:
    form = _section_form(section, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _section_page(request, section, form)
    if not form.is_valid():
        return _section_page(request, section, form, status=422)
    revision = form.cleaned_data["revision"]
    try:
        templates.edit_template_section(section, form.changes(), revision=revision, by=request.user)
    except Stale as stale:
        return _section_page(request, section, form, both_texts=form.take_over(stale), status=409)
    except ValidationError as invalid:
        form.add_error(None, invalid)
        return _section_page(request, section, form, status=422)
    messages.success(request, _("Delen er lagret."))
    return redirect("documents:template", section.template_id)


@requires(owns_templates, load=owned_template_section)
@require_POST
def remove_template_section(request: HttpRequest, section: TemplateSection) -> HttpResponse:
    templates.remove_template_section(section, by=request.user)
    messages.success(request, _("Delen er fjernet fra utkastet."))
    return redirect("documents:template", section.template_id)


@requires(owns_templates, load=owned_template_section)
@require_POST
def move_template_section(request: HttpRequest, section: TemplateSection) -> HttpResponse:
    templates.move_template_section(section, up=request.POST.get("vei") == "opp", by=request.user)
    return redirect("documents:template", section.template_id)


@requires(owns_templates, load=owned_template)
@require_safe
def preview_template(request: HttpRequest, template: TemplateVersion) -> HttpResponse:
    """The whole text with sample values: ordinary ones, or the longest and nastiest there may be."""
    nasty = request.GET.get("verdier") == "verst"
    text = OWNED[template.kind]
    values = samples(text, nasty=nasty)
    if isinstance(text, MailText):
        words = filled_mail(template, values)
        shown = [(body, text.inserts.get(part, "")) for part, body in words.parts.items()]
        context = {"template": template, "kind": text, "subject": words.subject, "parts": shown, "nasty": nasty}
        return render(request, "documents/mail_preview.html", context)
    context = {
        "template": template,
        "title": filled(template.title, values),
        "statement": filled(template.statement, values),
        "sections": filled_sections(template, values),
        "nasty": nasty,
    }
    return render(request, "documents/template_preview.html", context)


@requires(owns_templates, load=owned_template)
@require_POST
def publish_template(request: HttpRequest, template: TemplateVersion) -> HttpResponse:
    try:
        templates.publish(template, seen=request.POST.get("seen", ""), by=request.user)
    except NotReady as refusal:
        template.refresh_from_db()
        return _page(request, template, refusal=refusal.verdict, status=409)
    if OWNED[template.kind].is_fixed:
        messages.success(request, _("Versjonen er publisert. Det som blir sendt fra nå av, bruker den."))
    else:
        messages.success(request, _("Versjonen er publisert. Nye dokumenter begynner med den."))
    return redirect("documents:template", template.pk)


@requires(owns_templates, load=owned_template)
@require_POST
def retire_template(request: HttpRequest, template: TemplateVersion) -> HttpResponse:
    templates.retire(template, by=request.user)
    messages.success(request, _("Malen er trukket tilbake. Dokumenter som er begynt, beholder den."))
    return redirect("documents:template", template.pk)


@requires(owns_templates, load=owned_template)
@require_POST
def discard_template(request: HttpRequest, template: TemplateVersion) -> HttpResponse:
    templates.discard_draft(template, by=request.user)
    messages.success(request, _("Utkastet er kastet."))
    return redirect("documents:templates")


def _page(
    request: HttpRequest,
    template: TemplateVersion,
    *,
    form: TemplateForm | MailForm | None = None,
    new: NewTemplateSectionForm | None = None,
    refusal: Verdict | None = None,
    both_texts: list[dict[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    is_draft, kind = template.state == TemplateVersion.State.DRAFT, OWNED[template.kind]
    sections = list(template.sections.order_by("position", "pk"))
    context: dict[str, Any] = {
        "template": template,
        "kind": kind,
        "is_draft": is_draft,
        "sections": sections,
        "inserts": _inserts(kind, sections),
        "form": form or _form(template),
        "new": new or NewTemplateSectionForm(),
        "refusal": refusal,
        "problems": templates.problems_of(template) if is_draft else (),
        "seen": templates.digest_of(template) if is_draft else "",
        "both_texts": both_texts,
    }
    return render(request, "documents/template.html", context, status=status)


def _inserts(kind: AssociationText, sections: list[TemplateSection]) -> list[tuple[str, Any]]:
    """The title of each part of a mail, and what the mail puts in after it."""
    known = kind.inserts if isinstance(kind, MailText) else {}
    return [(one.title, known[one.key]) for one in sections if one.key in known]


def _form(template: TemplateVersion, data: Any = None) -> TemplateForm | MailForm:
    form = MailForm if OWNED[template.kind].is_fixed else TemplateForm
    return form(data, row=template)


def _section_form(section: TemplateSection, data: Any) -> TemplateSectionForm | MailPartForm:
    kind = OWNED[section.template.kind]
    if not kind.is_fixed:
        return TemplateSectionForm(data, row=section)
    return (LetterPartForm if kind.is_letter else MailPartForm)(data, row=section)


def _section_page(
    request: HttpRequest,
    section: TemplateSection,
    form: TemplateSectionForm | MailPartForm,
    *,
    both_texts: list[dict[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    kind = OWNED[section.template.kind]
    context = {
        "template": section.template,
        "kind": kind,
        "section": section,
        "form": form,
        "both_texts": both_texts,
        "is_draft": section.template.state == TemplateVersion.State.DRAFT,
        "placeholders": [KNOWN[name] for name in kind.placeholders],
    }
    return render(request, "documents/template_section.html", context, status=status)

"""One section: read and talked about, written with preview and autosave, and the texts it has had."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import requires
from documents import policy
from documents.comments import thread_of
from documents.difference import to_html, words
from documents.forms import CommentForm, SectionForm
from documents.history import lost_texts_of, sittings_of
from documents.loading import section_to_write, visible_section
from documents.markdown import disarmed, shown
from documents.merging import merged
from documents.models import Level, Section, SectionText
from documents.services import carrying, writing
from documents.services.locking import may_write_now
from documents.services.saving import Conflict
from documents.services.writing import Save
from documents.starting import BY_KEY
from documents.values import title_of, values_of
from paadriv.htmx import vary, wants_part


@requires(policy.may_read_section, load=visible_section)
@require_safe
def section(request: HttpRequest, section: Section) -> HttpResponse:
    return section_page(request, section)


@requires(policy.may_write, load=section_to_write)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, section: Section) -> HttpResponse:
    """Autosave posts here too, as htmx does, and gets one line back."""
    form = SectionForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        section = _whole(request, section)
        return _form_page(request, section, SectionForm(initial=_initial(section)))
    if not form.is_valid():
        return _form_page(request, _whole(request, section), form, status=422)
    save = Save(form.cleaned_data["body"], form.cleaned_data["revision"], form.cleaned_data["key"])
    try:
        saved = writing.save_section(section, save, by=request.user)
    except Conflict as conflict:
        return conflict_page(request, _whole(request, section), conflict)
    if wants_part(request):
        return vary(HttpResponse(render_to_string("documents/_save_line.html", {"saved": saved, "conflict": None})))
    return _after_saving(request, section)


@requires(policy.may_write, load=visible_section)
@require_POST
def preview(request: HttpRequest, section: Section) -> HttpResponse:
    """The text as it will look, saved or not; nothing is saved."""
    form = SectionForm(request.POST)
    shown_text = rendered(section, form.cleaned_data["body"]) if form.is_valid() else None
    status = 200 if form.is_valid() else 422
    if wants_part(request):
        context = {"preview": shown_text, "form": form}
        return vary(render(request, "documents/_section_preview.html", context, status=status))
    return _form_page(request, section, form, status=status, preview=shown_text)


@requires(policy.may_see_history, load=visible_section)
@require_safe
def history(request: HttpRequest, section: Section) -> HttpResponse:
    """The texts there have been, and the difference between any two of them."""
    sittings = sittings_of(section)
    newest = sittings[0] if sittings else None
    before = request.GET.get("fra", str(newest.before or "") if newest else "")
    after = request.GET.get("til", str(newest.text.pk) if newest else "")
    old, new = _text(section, before), _text(section, after)
    context = {
        **frame(section),
        "sittings": sittings,
        "lost": lost_texts_of(section),
        "carried": carrying.carried_from(section.document),
        "before": before,
        "after": after,
        "difference": to_html(words(old.body if old else "", new.body)) if new else None,
    }
    return render(request, "documents/history.html", context)


def section_page(
    request: HttpRequest, section: Section, *, form: CommentForm | None = None, status: int = 200
) -> HttpResponse:
    """The section with what is said of it; comments.py shows it again with a form that was refused."""
    user, is_open = request.user, may_write_now(section.document)
    sees = policy.may_see_comments(user, section)
    thread = thread_of(section, user) if sees else ()
    context = {
        **frame(section),
        "text": rendered(section, section.body),
        "may_write": policy.may_write(user, section) and is_open,
        "may_comment": policy.may_comment(user, section) and is_open,
        "may_propose": policy.may_propose(user, section) and is_open,
        "may_see_history": policy.may_see_history(user, section),
        "sees_comments": sees,
        "open_comments": [row for row in thread if row.comment.is_open],
        "closed_comments": [row for row in thread if not row.comment.is_open],
        "form": form or CommentForm(initial={"key": uuid.uuid4()}),
    }
    return render(request, "documents/section.html", context, status=status)


def conflict_page(
    request: HttpRequest, section: Section, conflict: Conflict, *, proposal: bool = False
) -> HttpResponse:
    """409: what both began from, what is there, what was written; and the two put together."""
    context = {
        **frame(section),
        "saved": None,
        "conflict": conflict,
        "from_proposal": proposal,
        "theirs": to_html(words(conflict.base, conflict.theirs)),
        "mine": to_html(words(conflict.base, conflict.mine)),
        "keep_mine": _following(conflict, conflict.mine),
        "together": _following(conflict, merged(conflict.base, conflict.theirs, conflict.mine)),
    }
    name = "documents/_save_line.html" if wants_part(request) else "documents/conflict.html"
    return vary(render(request, name, context, status=409))


def frame(section: Section) -> dict[str, Any]:
    return {
        "initiative": section.document.initiative,
        "document": section.document,
        "section": section,
        "title": title_of(section.document),
        "crumb": BY_KEY[section.document.kind].name,
    }


def rendered(section: Section, text: str) -> Any:
    """Safe HTML with the placeholders that have a value, out of htmx's reach."""
    return disarmed(shown(text, values_of(section.document), top=3))


def _whole(request: HttpRequest, section: Section) -> Section:
    """With everything a page shows, after a loader that fetched what a save needs."""
    document = section.document
    return visible_section(request.user, document.initiative_id, document.pk, section.pk)


def _initial(section: Section) -> dict[str, Any]:
    return {"body": section.body, "revision": section.revision, "key": uuid.uuid4()}


def _following(conflict: Conflict, body: str) -> SectionForm:
    """A form that saves over what is there now, for one who has seen it."""
    prefix = "sammen" if body != conflict.mine else "min"
    initial = {"body": body, "revision": conflict.revision, "key": uuid.uuid4()}
    return SectionForm(initial=initial, auto_id=f"{prefix}-%s")


def _after_saving(request: HttpRequest, section: Section) -> HttpResponse:
    """The section as it is read, or the next one to write; after the last one the whole document."""
    document = section.document
    here = (document.initiative_id, document.pk)
    if "next" not in request.POST:
        messages.success(request, _("Teksten er lagret."))
        return redirect("documents:section", *here, section.pk)
    messages.success(request, _("«%(title)s» er lagret.") % {"title": section.title})
    coming = document.sections.filter(position__gt=section.position).exclude(level=Level.AUTOMATIC)
    following = coming.order_by("position", "pk").values_list("pk", flat=True).first()
    return redirect("documents:write", *here, following) if following else redirect("documents:document", *here)


def _form_page(
    request: HttpRequest, section: Section, form: SectionForm, *, status: int = 200, **extra: Any
) -> HttpResponse:
    context = {**frame(section), "form": form, "preview": None, **extra}
    if wants_part(request) and status == 422:
        context |= {"saved": None, "conflict": None}
        return vary(render(request, "documents/_save_line.html", context, status=status))
    return render(request, "documents/write.html", context, status=status)


def _text(section: Section, number: str) -> SectionText | None:
    """One text of the section by its number; None for nonsense and for another section's."""
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        return None
    return section.texts.filter(pk=int(number)).first()

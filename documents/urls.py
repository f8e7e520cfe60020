"""URLs of documents: Norwegian for people, English names for code."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from documents.views import comments, renderings, sections, templates, texts, versions

app_name = "documents"

_TEXTS = "initiativ/<int:initiative>/dokumenter/"
_TEXT = f"{_TEXTS}<int:document>/"
_SECTION = f"{_TEXT}deler/<int:section>/"
_COMMENT = f"{_TEXT}kommentarer/<int:comment>/"
_TEMPLATE = "maler/<int:template>/"
_TEMPLATE_SECTION = f"{_TEMPLATE}deler/<int:section>/"
_VERSION = f"{_TEXT}versjoner/<int:number>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("initiativ/<int:initiative>/pdf/<slug:kind>/<int:subject>/", renderings.request_pdf, name="request"),
    path("initiativ/<int:initiative>/pdf/<int:rendering>/", renderings.show, name="rendering"),
    path("initiativ/<int:initiative>/pdf/<int:rendering>/prov-igjen/", renderings.retry, name="retry"),
    path("initiativ/<int:initiative>/pdf/<int:rendering>/last-ned/", renderings.download, name="download"),
    path(_TEXTS, texts.index, name="index"),
    path(_TEXT, texts.document, name="document"),
    path(f"{_TEXTS}<slug:kind>/", texts.of_kind, name="of_kind"),
    path(f"{_TEXTS}<slug:kind>/begynn/", texts.begin, name="begin"),
    path(f"{_TEXT}deling/", texts.share, name="share"),
    path(f"{_TEXT}hent/", texts.carry_over, name="carry_over"),
    path(f"{_TEXT}endringer/", texts.changes, name="changes"),
    path(f"{_TEXT}lest/", texts.mark_read, name="mark_read"),
    path(f"{_TEXT}forskjell/", texts.compare_versions, name="compare"),
    path(_SECTION, sections.section, name="section"),
    path(f"{_SECTION}skriv/", sections.write, name="write"),
    path(f"{_SECTION}forhandsvisning/", sections.preview, name="preview"),
    path(f"{_SECTION}historikk/", sections.history, name="history"),
    path(f"{_SECTION}kommentarer/", comments.comment, name="comment"),
    path(f"{_SECTION}forslag/", comments.propose, name="propose"),
    path(f"{_COMMENT}lukk/", comments.resolve, name="resolve"),
    path(f"{_COMMENT}apne/", comments.reopen, name="reopen"),
    path(f"{_COMMENT}ta-inn/", comments.take_in, name="take_in"),
    path("maler/", templates.template_list, name="templates"),
    path("maler/<slug:kind>/utkast/", templates.start_template, name="start_template"),
    path(_TEMPLATE, templates.template, name="template"),
    path(f"{_TEMPLATE}rediger/", templates.edit_template, name="edit_template"),
    path(f"{_TEMPLATE}forhandsvisning/", templates.preview_template, name="preview_template"),
    path(f"{_TEMPLATE}publiser/", templates.publish_template, name="publish_template"),
    path(f"{_TEMPLATE}trekk-tilbake/", templates.retire_template, name="retire_template"),
    path(f"{_TEMPLATE}kast/", templates.discard_template, name="discard_template"),
    path(f"{_TEMPLATE}deler/", templates.add_template_section, name="add_template_section"),
    path(_TEMPLATE_SECTION, templates.template_section, name="template_section"),
    path(f"{_TEMPLATE_SECTION}fjern/", templates.remove_template_section, name="remove_template_section"),
    path(f"{_TEMPLATE_SECTION}flytt/", templates.move_template_section, name="move_template_section"),
    path(f"{_TEXT}las/", versions.freeze, name="freeze"),
    path(f"{_TEXT}las/<int:wish>/", versions.progress, name="freezing"),
    path(_VERSION, versions.version, name="version"),
    path(f"{_VERSION}last-ned/", versions.version_pdf, name="version_pdf"),
    path(f"{_VERSION}ferdig/", versions.completed, name="completed"),
    path(f"{_VERSION}ferdig/last-ned/", versions.completed_pdf, name="completed_pdf"),
    path(f"{_VERSION}ferdig/prov-igjen/", versions.retry_completed, name="retry_completed"),
]

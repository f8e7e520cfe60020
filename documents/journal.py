"""What the journal page says of documents."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "pdf_requested": _("ba om en PDF"),
    "document_begun": _("begynte på et dokument"),
    "text_carried_over": _("hentet teksten fra en tidligere runde"),
    "section_written": _("skrev i en del av et dokument"),
    "section_text_kept": _("lagret for sent i en del av et dokument; teksten er tatt vare på"),
    "sections_shared": _("endret hvilke deler av et dokument som er delt med partnerne"),
    "section_commented": _("kommenterte en del av et dokument"),
    "text_proposed": _("foreslo ny tekst i en del av et dokument"),
    "comment_resolved": _("lukket en kommentar"),
    "comment_reopened": _("åpnet en kommentar på nytt"),
    "proposal_taken_in": _("tok et forslag inn i et dokument"),
    "template_draft_started": _("laget utkast til en ny versjon av en mal"),
    "template_draft_discarded": _("kastet utkastet til en mal"),
    "template_edited": _("endret utkastet til en mal"),
    "template_section_edited": _("endret en del i utkastet til en mal"),
    "template_section_added": _("la til en del i utkastet til en mal"),
    "template_section_removed": _("fjernet en del fra utkastet til en mal"),
    "template_section_moved": _("flyttet en del i utkastet til en mal"),
    "template_published": _("publiserte en ny versjon av en mal"),
    "template_retired": _("trakk en mal tilbake"),
    "freeze_requested": _("ba om å låse en versjon av et dokument"),
    "freeze_called_off": _("låste ikke en versjon, fordi innholdet var endret"),
    "version_frozen": _("låste en versjon av et dokument"),
    "completed_copy_requested": _("ba om en ferdig utgave på nytt"),
}
BY_SYSTEM = ("freeze_called_off",)

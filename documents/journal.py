"""What the journal page says of documents."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "pdf_requested": _("ba om en PDF"),
}

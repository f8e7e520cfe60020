"""{% markdown text %}: people's text on a page or in a document, sanitised and out of htmx's reach."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from documents import markdown as sanitiser

register = template.Library()


@register.simple_tag
def markdown(text: str, top: int = 2) -> SafeString:
    """Headings in the text begin at level ``top``, one below the heading it stands under."""
    return sanitiser.disarmed(sanitiser.shown(text, top=top))

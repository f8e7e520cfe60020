"""Texts in sections, their frozen versions, the association's templates, and PDFs that people ask for.

Says nothing of what a document contains: each app registers its DocumentKinds (documents/kinds.py).
"""

from documents.models.completed import CompletedCopy
from documents.models.renderings import Rendering
from documents.models.templates import Level, TemplateSection, TemplateVersion
from documents.models.texts import Comment, Document, Reading, Section, SectionText
from documents.models.versions import DocumentVersion, FreezeRequest

__all__ = [
    "Comment",
    "CompletedCopy",
    "Document",
    "DocumentVersion",
    "FreezeRequest",
    "Level",
    "Reading",
    "Rendering",
    "Section",
    "SectionText",
    "TemplateSection",
    "TemplateVersion",
]

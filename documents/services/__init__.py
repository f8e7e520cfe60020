"""What people do to documents, one file per thing; each function is one intention."""

from documents.services.renderings import (
    forget,
    forget_all,
    pdf_of,
    preview_html,
    render,
    render_waiting,
    request_rendering,
    retry,
)

__all__ = ["forget", "forget_all", "pdf_of", "preview_html", "render", "render_waiting", "request_rendering", "retry"]

"""HTTP for documents: texts written together, templates, and PDFs asked for."""

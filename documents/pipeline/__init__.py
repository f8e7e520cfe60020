"""HTML in, PDF out: a warm child process that only lays out, and the parent that keeps it within limits.

WeasyPrint is imported in ``child.py`` alone, and that runs in a process of its own; the worker that
asks never loads it, and a web process never asks. Knows nothing of Django, rows or kinds.
"""

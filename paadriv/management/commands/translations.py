"""Compile message catalogues with Babel, so that nobody needs gettext to run the site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compile locale/*/LC_MESSAGES/django.po where the compiled file is missing or older."

    def handle(self, *args: Any, **options: Any) -> None:
        for folder in settings.LOCALE_PATHS:
            for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
                compile_catalogue(source)


def compile_catalogue(source: Path) -> None:
    """Write the .mo beside a .po; fuzzy messages are left out."""
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return
    with source.open("rb") as file:
        catalogue = read_po(file)
    with target.open("wb") as file:
        write_mo(file, catalogue)

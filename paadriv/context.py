"""What every page shows of the site itself."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "accessibility_statement_url": settings.ACCESSIBILITY_STATEMENT_URL,
        "is_demo": settings.DEMO,
        "base_url": settings.BASE_URL,
    }

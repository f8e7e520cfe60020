"""Logging in as people do: ask for a code, read it in the mail, type it."""

from __future__ import annotations

import re
from typing import Any

from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User


def code_in_the_mail() -> str:
    """The code of the latest mail."""
    found = re.search(r"^\s*(\d{4}-\d{4})$", mail.outbox[-1].body, re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found.group(1)


def ask_for_code(client: Client, email: str, **extra: Any) -> Any:
    return client.post(reverse("account_login"), {"email": email, **extra})


def give_code(client: Client, code: str, **extra: Any) -> Any:
    return client.post(reverse("account_confirm_login_code"), {"code": code, **extra})


def log_in(client: Client, user: User) -> None:
    """Log in by code, as a person does."""
    ask_for_code(client, user.email)
    assert give_code(client, code_in_the_mail()).status_code == 302


def give_fresh_code(client: Client, next_page: str = "") -> Any:
    """Confirm that it is oneself; the answer to the given code."""
    url = reverse("account_reauthenticate")
    client.post(url, {"send": "1", "next": next_page})
    return client.post(url, {"code": code_in_the_mail(), "next": next_page})


def wrong(code: str) -> str:
    """Another code of the same form."""
    return code[:-1] + str((int(code[-1]) + 1) % 10)

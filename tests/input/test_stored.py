"""Markup and script that is stored in every text field makes no element and no attribute on any page."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.access.surface import doors
from tests.access.table import PUBLIC, TABLE
from tests.access.twins import Twins
from tests.access.walk import Walker, table_of, undone
from tests.input.kinds import MARKUP, TEMPLATES
from tests.input.test_fields import injected

pytestmark = pytest.mark.django_db
#: Posts that end what the others are about, or take the log-in of the one who walks.
ENDS = {
    *("initiatives:end_membership", "initiatives:withdraw_invitation", "erase_person", "meetings:call_off"),
    *("meetings:withdraw", "oversight:take_away", "accounts:end_session", "gates:resume", "meetings:remove_item"),
    *("account_login", "account_reauthenticate", "initiatives:change_role", "meetings:reopen", "meetings:opt_out"),
}
_TEXTS = (
    *("name", "title", "text", "reason", "note", "body", "venue", "serving", "accessibility", "headline", "basis"),
    *("description", "explanation", "organisation", "why_asked", "need", "letter", "responsible", "plan"),
    *("who_is_missing", "what_it_takes", "case_number", "initiator_address"),
)
_CHOICES = ("_text", "_type", "_number", "_key")


def is_text(field: str) -> bool:
    return any(part in field for part in _TEXTS) and not field.endswith(_CHOICES)


@pytest.mark.parametrize("kind", [*MARKUP, "block", "percent"])
def test_stored_input_stays_text(twins: Twins, kind: str) -> None:
    value = (MARKUP | TEMPLATES)[kind]
    walker = Walker(twins)
    stored, wrong = 0, []
    with undone():
        for name, row in (TABLE | PUBLIC).items():
            if row.post is None or name in ENDS:
                continue
            payload: dict[str, Any] = row.post(twins.arendal)
            letter = "O" if row.may == "O" else "K" if "K" in row.may else row.may[0]
            url = reverse(name, kwargs=row.kwargs(twins.arendal))
            fields = {key: value for key in payload if is_text(key)}
            with_each = [{**payload, **fields}, *({**payload, key: value} for key in fields)]
            for data in with_each if fields else ():
                if walker.ask(letter, "POST", url, data).status_code < 400:
                    stored += 1
                    break
        for door in doors():
            row = table_of(door)
            assert row is not None
            if not row.get:
                continue
            url = reverse(door.name, kwargs=row.kwargs(twins.arendal))
            for letter in {"K", "A", "L"} & set(row.may) or {row.may[0]}:
                answer = walker.ask(letter, "GET", url)
                assert answer.status_code < 500, (door.name, kind, getattr(answer, "exc_info", ""))
                if "html" in answer.headers.get("Content-Type", "") and not answer.streaming:
                    wrong += [f"{door} {letter}: {found}" for found in injected(answer.content)]

    assert stored > 15
    assert not wrong, "\n".join(wrong)

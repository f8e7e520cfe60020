from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.mail_world import know_kind
from tests.smtp_stub import Stub, running


@pytest.fixture
def kind(monkeypatch: pytest.MonkeyPatch) -> None:
    know_kind(monkeypatch)


@pytest.fixture
def smtp(settings: Settings) -> Iterator[Stub]:
    """A real mail server on a free port."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    with running(Stub()) as stub:
        settings.EMAIL_PORT = stub.port
        yield stub


@pytest.fixture
def kept(settings: Settings, tmp_path: Path) -> Path:
    """The folder in which the embedded default keeps its mails."""
    settings.EMAIL_BACKEND = "mail.backends.KeptOnDisk"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    return tmp_path / "mail"

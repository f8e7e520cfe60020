"""Compose and image are what security asks for, and speak of the same PostgreSQL as CI."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.house.sources import text

pytestmark = pytest.mark.one_database

OURS = ("migrate", "web", "worker", "beat")


def compose() -> dict[str, Any]:
    return yaml.safe_load(text(Path("docker-compose.yml")))


@pytest.mark.parametrize("name", [*OURS, "postgres", "redis"])
def test_a_service_has_no_more_rights_than_it_needs(name: str) -> None:
    service = compose()["services"][name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert any(mount.startswith("/tmp") for mount in service["tmpfs"])
    assert "privileged" not in service
    assert service.get("user", "root").partition(":")[0].isdigit() or name == "postgres"


@pytest.mark.parametrize("name", ["web", "worker", "beat", "postgres", "redis"])
def test_a_service_tells_whether_it_is_well(name: str) -> None:
    check = compose()["services"][name]["healthcheck"]

    assert check["test"]
    assert check["retries"] >= 3


def test_there_is_one_beat_and_nothing_is_open_to_the_world() -> None:
    services = compose()["services"]
    commands = {name: " ".join(service.get("command", [])) for name, service in services.items()}

    assert [name for name, command in commands.items() if " beat " in command or " -B" in command] == ["beat"]
    assert {name for name, service in services.items() if "ports" in service} == {"web"}
    assert services["web"]["ports"] == ["127.0.0.1:8000:8000"]


def test_images_are_pinned() -> None:
    images = re.findall(r"^FROM (\S+)", text(Path("Dockerfile")), flags=re.MULTILINE)
    images += [compose()["services"][name]["image"] for name in ("postgres", "redis")]

    assert len(images) == 4
    assert all(re.fullmatch(r"[a-z]+:\d+\.\d+[\w.-]*", image) for image in images), images


def test_secrets_have_no_default() -> None:
    source = text(Path("docker-compose.yml"))

    for name in ("SECRET_KEY", "PAADRIV_LINK_KEY", "POSTGRES_PASSWORD", "PAADRIV_BASE_URL"):
        assert re.search(rf"\$\{{{name}:\?", source), name
        assert not re.search(rf"\$\{{{name}:-", source), name


def test_the_image_runs_as_nobody_in_particular() -> None:
    source = text(Path("Dockerfile"))
    user = source.index("\nUSER paadriv")

    assert source.index("\nCMD") > user
    assert "--require-hashes" in source
    assert "--no-control-socket" in source
    assert str(10001) in source
    assert compose()["services"]["web"]["user"] == "10001:10001"


def test_every_variable_that_compose_sets_is_read_by_the_settings() -> None:
    settings = text(Path("paadriv/settings.py"))
    unread = [name for name in compose()["services"]["web"]["environment"] if f'"{name}"' not in settings]

    assert unread == []


def test_compose_and_ci_use_the_same_postgresql() -> None:
    image = compose()["services"]["postgres"]["image"]
    (wanted,) = re.findall(r"^postgresql=(\d+)$", text(Path(".ci/run")), re.MULTILINE)

    assert image.startswith(f"postgres:{wanted}.")

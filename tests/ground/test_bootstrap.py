"""What the system must bring is looked for first: one clear line names what is missing, and root gets it installed."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.conf import settings

pytestmark = pytest.mark.one_database


@pytest.fixture
def bootstrap(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """bin/bootstrap.py for an environment that is not built, by somebody who is not root."""
    spec = importlib.util.spec_from_file_location("bootstrap", settings.BASE_DIR / "bin" / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "ready")
    monkeypatch.setattr(module.os, "geteuid", lambda: 1000)
    return module


def lacks(bootstrap: ModuleType, *names: str) -> None:
    """A system without these, until their file lies in the environment's folder."""
    root = bootstrap.VENV.parent
    for name, (_is_here, packages) in bootstrap.SYSTEM.items():
        here = (root / packages[0]).exists if name in names else lambda: True
        bootstrap.SYSTEM[name] = (here, packages)


def build(bootstrap: ModuleType) -> None:
    """An environment that is ready."""
    (bootstrap.VENV / "bin").mkdir(parents=True)
    (bootstrap.VENV / "bin" / "python").touch()
    bootstrap.STAMP.write_text(bootstrap.digest_of(bootstrap.wanted()))


def fake_apt_get(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Notes what it is asked, and lays a file for each package it installs."""
    command, asked = folder / "apt-get", folder / "asked"
    command.write_text(f'#!/bin/sh\necho "$@" >> {asked}\n[ "$1" = install ] || exit 0\ncd {folder} && touch -- "$@"\n')
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return asked


def test_the_system_is_asked_for_venv_pango_chromium_and_pdftoppm(bootstrap: ModuleType) -> None:
    packages = {package for _is_here, wanted in bootstrap.SYSTEM.values() for package in wanted}

    assert {bootstrap.venv_package(), "libpango-1.0-0", "libharfbuzz-subset0", "chromium", "poppler-utils"} <= packages


def test_venv_is_missing_where_debian_left_out_ensurepip(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_here, _packages = bootstrap.SYSTEM[bootstrap.ENVIRONMENTS]
    assert is_here()

    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else object())

    assert not is_here()


@pytest.mark.parametrize(("minor", "package"), [(11, "python3-venv"), (13, "python3.13-venv")])
def test_the_package_with_venv_is_named_after_a_python_beside_the_systems(
    bootstrap: ModuleType, tmp_path: Path, minor: int, package: str
) -> None:
    (tmp_path / "python3.11").touch()
    (tmp_path / "python3").symlink_to("python3.11")

    assert bootstrap.venv_package((3, minor), tmp_path / "python3") == package


def test_nothing_missing_says_nothing(bootstrap: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    lacks(bootstrap)

    bootstrap.check_system()

    assert capsys.readouterr() == ("", "")


def test_without_venv_one_line_says_so_and_nothing_is_built(bootstrap: ModuleType, monkeypatch: Any) -> None:
    lacks(bootstrap, bootstrap.ENVIRONMENTS, "Chromium (for browser tests)")
    monkeypatch.setattr("sys.argv", ["bootstrap.py"])

    with pytest.raises(SystemExit) as stopped:
        bootstrap.main()

    assert stopped.value.code == (
        "Missing on this system: Python's venv (for everything), Chromium (for browser tests). "
        "Install it with: sudo make system"
    )
    assert not bootstrap.VENV.exists()


def test_what_is_built_already_needs_no_venv(bootstrap: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    lacks(bootstrap, bootstrap.ENVIRONMENTS)
    build(bootstrap)

    bootstrap.check_system()

    line = "Missing on this system: Python's venv (for everything). Install it with: sudo make system\n"
    assert capsys.readouterr().err == line


def test_for_root_what_is_missing_is_installed(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lacks(bootstrap, bootstrap.ENVIRONMENTS)
    asked = fake_apt_get(tmp_path, monkeypatch)
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 0)

    bootstrap.check_system()

    package = bootstrap.venv_package()
    assert asked.read_text().splitlines() == ["update -qq", f"install -y -qq --no-install-recommends {package}"]
    assert capsys.readouterr().err == f"Installing {package} …\n"

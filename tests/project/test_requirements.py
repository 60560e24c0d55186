"""What is installed is declared twice and locked once, by hash."""

import re
import tomllib
from pathlib import Path

import pytest

LOCKS = ["bootstrap", "main", "dev"]


def test_library_and_web_need_what_main_in_lists(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    declared = project["dependencies"] + project["optional-dependencies"]["web"]
    assert sorted(declared) == sorted(_requirements(root / "requirements/main.in"))


@pytest.mark.parametrize("name", LOCKS)
def test_lock_has_a_hash_for_every_package(root: Path, name: str) -> None:
    entries = re.split(r"\n(?=\S)", (root / f"requirements/{name}.lock").read_text("utf-8").strip())
    assert [entry for entry in entries if not re.match(r"[\w.-]+==\S+ .*--hash=sha256:", entry, re.DOTALL)] == []


@pytest.mark.parametrize("name", LOCKS)
def test_lock_holds_what_is_asked_for(root: Path, name: str) -> None:
    asked = {_name(line) for line in _requirements(root / f"requirements/{name}.in")}
    assert asked - _locked(root, name).keys() == set()


def test_dev_lock_agrees_with_main_lock(root: Path) -> None:
    dev = _locked(root, "dev")
    assert {name: dev.get(name) for name in _locked(root, "main")} == _locked(root, "main")


def _requirements(path: Path) -> list[str]:
    lines = [line.partition("#")[0].strip() for line in path.read_text("utf-8").splitlines()]
    return [line for line in lines if line and not line.startswith("-")]


def _name(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0].lower()


def _locked(root: Path, name: str) -> dict[str, list[str]]:
    """Package → its locked versions, each with the systems it is for."""
    locked: dict[str, list[str]] = {}
    for line in (root / f"requirements/{name}.lock").read_text("utf-8").splitlines():
        if "==" in line and not line.startswith(" "):
            package, _, version = line.rstrip(" \\").partition("==")
            locked.setdefault(package, []).append(version)
    return locked

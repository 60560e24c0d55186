"""Nothing in the repository says where somebody fetched a package, or where it lay on somebody's machine."""

import re
from pathlib import Path

import pytest

# In pieces, so that this file is no find of its own.
REGISTRIES = [
    ".".join(name)
    for name in [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("proxy", "golang", "org"),
    ]
]
FOLDERS = ["root", "home", "work", "tmp", "Users"]

REGISTRY = re.compile("|".join(map(re.escape, REGISTRIES)), re.IGNORECASE)
# From the root of a disk: what stands before is no name (a folder of ours, a web address), no dot, no variable.
MACHINE_PATH = re.compile(r"(?<![\w.~})-])/(?:" + "|".join(FOLDERS) + ")/")


def test_no_file_names_a_registry_or_a_machine(root: Path, files: list[Path]) -> None:
    finds = []
    for path in files:
        for number, line in enumerate(_text(path).splitlines(), start=1):
            found = _find(line)
            if found:
                finds.append(f"{path.relative_to(root)}:{number}: {found}")
    assert finds == [], "\n".join(["these name a registry or a path on a machine:", *finds])


@pytest.mark.parametrize("folder", FOLDERS)
def test_machine_path_is_found(folder: str) -> None:
    path = f"/{folder}/x"
    assert _find(f'DATA = "{path}"') == f"/{folder}/"
    assert _find(f"file://{path}") == f"/{folder}/"


@pytest.mark.parametrize("registry", REGISTRIES)
def test_registry_is_found(registry: str) -> None:
    assert _find(f"https://{registry.upper()}/simple") == registry.upper()


@pytest.mark.parametrize(
    "line", ["build/tmp/x", "https://bkn.go.id/home/berita", "./work/x", "~/work/", "$folder/tmp/"]
)
def test_relative_path_or_web_address_is_left_alone(line: str) -> None:
    assert _find(line) is None


def _find(line: str) -> str | None:
    match = REGISTRY.search(line) or MACHINE_PATH.search(line)
    return match.group() if match else None


def _text(path: Path) -> str:
    """The text of a file; nothing for a binary one."""
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", errors="replace")

"""What the tests about the repository itself share: its root and its files."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MADE = {"build", "dist", "node_modules", "__pycache__"}


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def files() -> list[Path]:
    """Every file that is in the repository, or would be with the next commit."""
    return sorted(path for path in _listed_by_git() or _found_by_walking() if path.is_file())


def _listed_by_git() -> list[Path]:
    git = shutil.which("git")
    if git is None:
        return []
    command = [git, "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, capture_output=True, text=True, check=False)
    return [ROOT / name for name in listing.stdout.split("\0") if name]


def _found_by_walking() -> list[Path]:
    """Without git, as in an unpacked archive: everything but what is made and what hides behind a dot."""
    found = []
    for folder, inner, names in os.walk(ROOT):
        inner[:] = [name for name in inner if name not in MADE and (not name.startswith(".") or name == ".ci")]
        inner[:] = [name for name in inner if not name.endswith(".egg-info")]
        found += [Path(folder, name) for name in names]
    return found

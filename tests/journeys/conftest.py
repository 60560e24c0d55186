"""A small regency and its plan, made by the command, for every journey."""

from pathlib import Path

import pytest

from penata.cli import main


@pytest.fixture(scope="session")
def regency(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small regency as a dataset."""
    folder = tmp_path_factory.mktemp("regency") / "data"
    assert main(["synth", "--seed", "7", "--employees", "600", "--out", str(folder)]) == 0
    return folder


@pytest.fixture(scope="session")
def planned(regency: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its plan."""
    folder = tmp_path_factory.mktemp("plan") / "plan"
    assert main(["plan", str(regency), "--out", str(folder)]) == 0
    return folder

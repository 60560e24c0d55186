"""What ``penata audit`` says of a plan, and which plans it refuses."""

import datetime as dt
import json
from pathlib import Path

import pytest

from penata.cli.main import main
from penata.intake.writing import write_dataset
from penata.synthetic import synthesise


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    world = synthesise(seed=5, employees=300, as_of=dt.date(2026, 6, 30))
    folder = tmp_path_factory.mktemp("audit")
    write_dataset(world.dataset, folder / "d", extra=world.extra_files())
    assert main(["plan", str(folder / "d"), "--out", str(folder / "p")]) == 0
    return folder / "d", folder / "p"


def test_audit_says_what_it_compared_and_what_it_means(
    places: tuple[Path, Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["audit", *map(str, places), "--all", "--out", str(tmp_path / "a.xlsx")]) == 0
    said = capsys.readouterr().out
    assert "Perbedaan adalah pertanyaan, bukan bukti ketidakadilan" in said
    assert "perempuan" in said
    assert (tmp_path / "a.xlsx").exists()


def test_document_has_every_look_and_no_small_group(
    places: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", *map(str, places), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["tests"] > 0
    shown = [look for look in document["looks"] if look["shown"]]
    assert min(look["people"] for look in shown) >= 5
    assert all(look["value"] is None for look in document["looks"] if not look["shown"])


def test_plan_of_other_data_or_without_moves_is_refused(
    places: tuple[Path, Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    other = synthesise(seed=6, employees=300, as_of=dt.date(2026, 6, 30))
    write_dataset(other.dataset, tmp_path / "d", extra=other.extra_files())
    assert main(["audit", str(tmp_path / "d"), str(places[1])]) == 1
    assert "dibuat dari himpunan data lain" in capsys.readouterr().err
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / "assignments.csv").write_text((places[1] / "assignments.csv").read_text())
    assert main(["audit", str(places[0]), str(tmp_path / "bare")]) == 1
    assert "moves.csv tidak ada" in capsys.readouterr().err

"""What explains a plan is written beside it: the same bytes, in step with the plan, and gone with an older one."""

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from told_regency import POLICY, told_regency

from penata.cli import main
from penata.cli.verify import read_plan
from penata.explain.told.telling import tell
from penata.intake.dataset import write_dataset
from penata.planning import plan
from penata.report import write_plan
from penata.tables import TOLD_TABLES

EXPLAINING = {"alternatives.csv", "wishes.csv", "vacancies.csv", "helps.csv", "publik"}


def _write(folder: Path, **more) -> Path:
    dataset, made, told = told_regency()
    return write_plan(made, dataset, made.facts, POLICY, folder, **{"told": told, **more})


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _write(tmp_path_factory.mktemp("rencana") / "a")


def test_folder_holds_what_explains_the_plan(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    assert names >= EXPLAINING
    told = told_regency()[2]
    tables, _ = read_plan(folder)
    for name, table in TOLD_TABLES.items():
        assert tables[name].schema == table.schema
        assert tables[name].height == getattr(told, name).height
    assert_frame_equal(tables["wishes"].drop("rules"), told.wishes.drop("rules"))


def test_shuffled_dataset_is_told_with_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    dataset, _, _ = told_regency()
    shuffled = dataset.replace(**{
        name: frame.sample(fraction=1.0, shuffle=True, seed=3) for name, frame in dataset.frames.items() if
        name in dataset.given
    })  # fmt: skip
    made = plan(shuffled, POLICY)
    again = write_plan(made, shuffled, made.facts, POLICY, tmp_path / "b", told=tell(made))
    first, second = _bytes(folder), _bytes(again)
    assert set(first) == set(second)
    assert [name for name in first if first[name] != second[name]] == []


def test_parquet_folder_still_publishes_csv(tmp_path: Path) -> None:
    written = _write(tmp_path / "p", fmt="parquet")
    assert pl.read_parquet(written / "alternatives.parquet").height == told_regency()[2].alternatives.height
    assert (written / "publik" / "seats.csv").exists()
    assert not list(written.glob("*.csv"))
    assert not list((written / "publik").glob("*.parquet"))


def test_plan_written_over_without_explanation_keeps_none_of_the_old_one(tmp_path: Path) -> None:
    written = _write(tmp_path / "a")
    _write(written, told=None)
    assert {path.name for path in written.iterdir()} & EXPLAINING == set()


def test_older_folder_without_these_files_is_still_read_and_verified(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dataset, _, _ = told_regency()
    write_dataset(dataset, tmp_path / "data")
    (tmp_path / "data" / "policy.toml").write_text("as_of = 2026-06-30\nladder = [25]\n", encoding="utf-8")
    for told in (None, told_regency()[2]):
        written = _write(tmp_path / "a", told=told)
        assert main(["verify", str(tmp_path / "data"), str(written)]) == 0
        assert ("jawaban aspirasi" in capsys.readouterr().out) == (told is not None)

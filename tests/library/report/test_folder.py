"""The plan folder: which files, the same bytes, and nothing lost when something goes wrong."""

import json
from pathlib import Path

import polars as pl
import pytest

from penata.report import folder as folder_module
from penata.report import write_plan
from penata.tables import InputError

FILES = ["assignments.csv", "explanations.jsonl", "laporan.html", "moves.csv", "posts.csv", "prices.csv",
         "rencana-mutasi.xlsx", "result.json", "run.json", "shortlist.csv"]  # fmt: skip


def _write(case, folder: Path, **more):
    return write_plan(case.plan, case.dataset, case.facts, case.policy, folder, **more)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_folder_holds_every_file(case, tmp_path):
    folder = _write(case, tmp_path / "rencana")
    assert sorted(path.name for path in folder.iterdir()) == FILES
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rencana"]


def test_folder_as_parquet_holds_the_same_tables(case, tmp_path):
    folder = _write(case, tmp_path / "p", fmt="parquet")
    assert pl.read_parquet(folder / "moves.parquet").equals(case.plan.moves)
    assert not list(folder.glob("*.csv"))


def test_same_plan_gives_the_same_bytes_but_run(case, tmp_path):
    first = _bytes(_write(case, tmp_path / "a", run=lambda: {"seconds": 1.0}))
    second = _bytes(_write(case, tmp_path / "b", run=lambda: {"seconds": 2.0}))
    assert first.pop("run.json") != second.pop("run.json")
    assert first == second


def test_codes_in_one_cell_are_separated_by_semicolons(case, tmp_path):
    folder = _write(case, tmp_path / "a")
    moves = pl.read_csv(folder / "moves.csv", infer_schema=False)
    assert moves["legal_gates"].drop_nulls().unique().sort().to_list() == ["DIS-04;MUT-12", "MUT-12"]
    assert moves["employee_id"].to_list() == case.plan.moves["employee_id"].to_list()


def test_result_holds_the_ladder(case, tmp_path):
    folder = _write(case, tmp_path / "a")
    result = json.loads((folder / "result.json").read_text("utf-8"))
    assert result == {**case.plan.result, "ladder": case.plan.ladder}


def test_write_over_an_older_plan_keeps_files_of_others(case, tmp_path):
    folder = _write(case, tmp_path / "a")
    (folder / "catatan.txt").write_text("rapat 3 Juli")
    (folder / "moves.parquet").write_text("older")
    for name in ("limits.csv", "chains.csv", "training.parquet"):
        (folder / name).write_text("older")
    (folder / "lampiran").mkdir()
    (folder / "lampiran" / "x.txt").write_text("x")
    _write(case, folder)
    assert sorted(path.name for path in folder.iterdir()) == sorted([*FILES, "catatan.txt", "lampiran"])
    assert (folder / "lampiran" / "x.txt").read_text() == "x"


def test_write_that_fails_leaves_the_older_plan_whole(case, tmp_path, monkeypatch):
    folder = _write(case, tmp_path / "a", run=lambda: {"first": True})
    before = _bytes(folder)
    monkeypatch.setattr(folder_module, "page_of", lambda story: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        _write(case, folder)
    assert _bytes(folder) == before


def test_run_is_asked_when_all_else_is_written(case, tmp_path):
    def there() -> dict[str, list[str]]:
        return {"files": sorted(path.name for path in tmp_path.rglob("*") if path.is_file())}

    folder = _write(case, tmp_path / "a", run=there)
    assert json.loads((folder / "run.json").read_text()) == {"files": [name for name in FILES if name != "run.json"]}


def test_write_after_a_killed_one_starts_afresh(case, tmp_path):
    left = tmp_path / ".a-baru-killed"
    left.mkdir()
    (left / "half.csv").write_text("half")
    folder = _write(case, tmp_path / "a")
    assert sorted(path.name for path in folder.iterdir()) == FILES
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a"]


def test_folder_of_somebody_else_is_refused(case, tmp_path):
    (tmp_path / "surat.docx").write_text("x")
    with pytest.raises(InputError, match=r"surat\.docx"):
        _write(case, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["surat.docx"]


def test_folder_that_is_a_file_is_refused(case, tmp_path):
    (tmp_path / "a").write_text("x")
    with pytest.raises(InputError, match="bukan folder"):
        _write(case, tmp_path / "a")


def test_folder_below_a_file_is_an_input_error(case, tmp_path):
    (tmp_path / "a").write_text("x")
    with pytest.raises(InputError, match="tidak dapat ditulis"):
        _write(case, tmp_path / "a" / "b")

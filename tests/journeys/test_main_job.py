"""The main job as an analyst does it: from files to a verified plan, through the command alone."""

import json
import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from folders import contents

from penata.cli import main


def test_dataset_is_checked_and_needs_are_shown(regency: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(regency), "--json"]) == 0
    assert 0 <= json.loads(capsys.readouterr().out)["score"] <= 100
    assert main(["needs", str(regency), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)


def test_plan_folder_holds_every_file(planned: Path) -> None:
    assert sorted(path.name for path in planned.iterdir()) == [
        "alternatives.csv", "assignments.csv", "chains.csv", "cover.csv", "explanations.jsonl", "helps.csv",
        "laporan.html", "moves.csv", "posts.csv", "prices.csv", "publik", "rencana-mutasi.xlsx", "result.json",
        "run.json", "shortlist.csv", "training.csv", "vacancies.csv", "wishes.csv",
    ]  # fmt: skip


def test_plan_lessens_the_shortage_and_is_proven(planned: Path) -> None:
    result = json.loads((planned / "result.json").read_text())
    assert result["status"] == "OPTIMAL"
    assert result["verifier"] == "ACCEPTED"
    assert result["after"]["missing_seats"] < result["before"]["missing_seats"]
    assert result["after"]["imbalance"] < result["before"]["imbalance"]
    assert result["objective"]["moves"] == pl.read_csv(planned / "moves.csv").height > 0


def test_verify_accepts_the_plan_and_refuses_one_changed_by_hand(
    regency: Path, planned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", str(regency), str(planned)]) == 0
    lines = (planned / "assignments.csv").read_text().splitlines()
    (tmp_path / "assignments.csv").write_text("\n".join(lines[:-1]) + "\n")
    capsys.readouterr()
    assert main(["verify", str(regency), str(tmp_path)]) == 1
    assert lines[-1].split(",")[0] in capsys.readouterr().out


def test_order_of_rows_and_form_of_files_do_not_change_the_plan(regency: Path, planned: Path, tmp_path: Path) -> None:
    shuffled, again = tmp_path / "data", tmp_path / "plan"
    shuffled.mkdir()
    for file in regency.iterdir():
        if file.suffix == ".csv":
            pl.read_csv(file, infer_schema=False).sample(fraction=1, shuffle=True, seed=3).write_parquet(
                shuffled / f"{file.stem}.parquet"
            )
    (shuffled / "policy.toml").write_text((regency / "policy.toml").read_text())
    assert main(["plan", str(shuffled), "--out", str(again)]) == 0
    assert contents(again) == contents(planned)


def test_decisions_that_clash_give_no_plan_but_their_names(
    regency: Path, planned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    moves = pl.read_csv(planned / "moves.csv", infer_schema=False)
    mover = moves.row(0, named=True)
    data = tmp_path / "data"
    data.mkdir()
    for file in regency.iterdir():
        (data / file.name).write_bytes(file.read_bytes())
    rows = [(mover["employee_id"], "FORCE", mover["to_post_id"], "uji"), (mover["employee_id"], "PIN", None, "uji")]
    pl.DataFrame(rows, schema=["employee_id", "kind", "post_id", "reason"], orient="row").write_csv(
        data / "decisions.csv"
    )
    assert main(["plan", str(data), "--out", str(tmp_path / "plan"), "--json"]) == 3
    (clash,) = json.loads(capsys.readouterr().out)["clashes"]
    assert sorted(d["kind"] for d in clash["decisions"]) == ["FORCE", "PIN"]
    assert not (tmp_path / "plan").exists()


def test_a_refused_row_stops_the_plan_with_its_place(
    regency: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in regency.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    posts = (tmp_path / "posts.csv").read_text().splitlines()
    (tmp_path / "posts.csv").write_text("\n".join([*posts, posts[-1]]) + "\n")
    assert main(["plan", str(tmp_path), "--out", str(tmp_path / "plan")]) == 1
    said = capsys.readouterr().err
    assert f"{len(posts) + 1}" in said
    assert "posts" in said


def test_hash_seed_and_number_of_threads_do_not_change_the_plan(regency: Path, planned: Path, tmp_path: Path) -> None:
    code = "import sys; from penata.cli import main; sys.exit(main(sys.argv[1:]))"
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "POLARS_MAX_THREADS": "1"}
    command = [sys.executable, "-c", code, "plan", str(regency), "--out", str(tmp_path / "plan")]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    assert contents(tmp_path / "plan") == contents(planned)

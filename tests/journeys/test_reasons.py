"""Why this person, why there, why not: the way from a plan to everybody's answer, through the command alone."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from folders import contents

from penata.cli import main

Captured = pytest.CaptureFixture[str]


def said(capsys: Captured, *words: str) -> Any:
    """The JSON document of a command that is done."""
    capsys.readouterr()
    assert main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_every_wish_has_an_answer_and_every_mover_a_reason(regency: Path, planned: Path) -> None:
    asked = pl.read_csv(regency / "wishes.csv", infer_schema=False)
    answers = pl.read_csv(planned / "wishes.csv", infer_schema=False)
    assert sorted(answers["employee_id"]) == sorted(asked["employee_id"])
    assert answers.filter(pl.col("status").is_null() | pl.col("words").is_null()).height == 0


def test_mover_is_told_the_seat_of_the_plan_on_screen_and_in_both_languages(
    regency: Path, planned: Path, capsys: Captured
) -> None:
    mover = pl.read_csv(planned / "moves.csv", infer_schema=False).row(0, named=True)
    told = said(capsys, "explain", str(regency), str(planned), mover["employee_id"])
    assert mover["to_post_id"] in json.dumps(told)
    for language, greeting in (("id", "Yth. "), ("en", "Dear ")):
        assert main(["explain", str(regency), str(planned), mover["employee_id"], "--letter", language]) == 0
        assert greeting in capsys.readouterr().out


def test_mover_finds_the_same_seat_from_the_public_figures_and_the_own_record(
    regency: Path, planned: Path, tmp_path: Path, capsys: Captured
) -> None:
    mover = pl.read_csv(planned / "moves.csv", infer_schema=False).row(0, named=True)
    record = tmp_path / "saya.xlsx"
    assert main(["recompute", "--extract", str(regency), mover["employee_id"], "--out", str(record)]) == 0
    told = said(capsys, "recompute", str(planned / "publik"), str(record), "--seat", mover["to_post_id"])
    assert told["agreement"] in {"SAME", "TIE"}


def test_public_folder_names_nobody(regency: Path, planned: Path) -> None:
    people = pl.read_csv(regency / "employees.csv", infer_schema=False)
    public = "\n".join(path.read_text("utf-8") for path in sorted((planned / "publik").iterdir()))
    assert [one for one in (*people["employee_id"], *people["name"]) if one in public] == []


def test_letters_are_the_same_under_another_hash_seed(regency: Path, planned: Path, tmp_path: Path) -> None:
    code = "import sys; from penata.cli import main; sys.exit(main(sys.argv[1:]))"
    folders = [tmp_path / "one", tmp_path / "two"]
    for seed, folder in zip(("1", "4711"), folders, strict=True):
        command = [sys.executable, "-c", code, "explain", str(regency), str(planned), "--letters", str(folder)]
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True)
    assert contents(folders[0]) == contents(folders[1]) != {}


def test_plan_can_be_looked_at_from_every_side(regency: Path, planned: Path, capsys: Captured) -> None:
    assert said(capsys, "due", str(regency))
    assert said(capsys, "talent", str(regency))
    assert said(capsys, "audit", str(regency), str(planned))
    assert said(capsys, "law", "list", str(regency))
    same = said(capsys, "difference", str(regency), str(planned), str(planned))
    assert same == {"people": [], "posts": [], "figures": [], "inputs": [], "causes": None}

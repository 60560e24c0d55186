"""``penata recompute``: from a public folder and the own record to the own seat, on the terminal."""

import json
from pathlib import Path

import polars as pl
import pytest
from told_regency import told_regency

from penata.cli import main
from penata.intake.dataset import write_dataset
from penata.report.folder import write_public


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset and the public folder of its plan."""
    folder = tmp_path_factory.mktemp("hitung")
    dataset, _, told = told_regency()
    write_dataset(dataset, folder / "data")
    write_public(told.published, folder / "publik")
    return folder


@pytest.fixture(scope="module")
def mover(root: Path) -> tuple[str, str]:
    """Who moves where, with the own record written."""
    who, where = told_regency()[1].moves.select("employee_id", "to_post_id").row(0)
    assert main(["recompute", "--extract", str(root / "data"), who, "--out", str(root / "saya.xlsx")]) == 0
    return who, where


def test_recompute_says_the_seat_of_the_plan(
    root: Path, mover: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    who, where = mover
    capsys.readouterr()
    assert main(["recompute", str(root / "publik"), str(root / "saya.xlsx"), "--seat", where]) == 0
    said = capsys.readouterr().out
    assert who in said
    assert "menurut rencana" in said
    assert "Poinnya " in said
    assert "Sama dengan rencana." in said or "rencana memilih salah satunya" in said


def test_recompute_without_a_seat_only_tells_the_best(
    root: Path, mover: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["recompute", str(root / "publik"), str(root / "saya.xlsx"), "--limit", "1"]) == 0
    said = capsys.readouterr().out
    assert "Terbaik: " in said
    assert "tambahkan --seat" in said or "Seri: " in said


def test_recompute_as_json_holds_every_standing(
    root: Path, mover: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["recompute", "--json", str(root / "publik"), str(root / "saya.xlsx"), "--seat", mover[1]]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["agreement"] in {"SAME", "TIE"}
    assert mover[1] in document["best"]
    assert document["standings"][0]["place"] == 1
    assert {"post_id", "gain", "price_gain", "sum_gain"} <= set(document["standings"][0])


def test_seat_of_somebody_else_is_told_apart(
    root: Path, mover: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    posts = told_regency()[1].workings.facts.posts
    own = posts.filter(pl.col("post_id") == mover[1])["category"].item()
    far = posts.filter(pl.col("category") != own)["post_id"][0]
    assert main(["recompute", str(root / "publik"), str(root / "saya.xlsx"), "--seat", far]) == 0
    said = capsys.readouterr().out
    assert "Berbeda dari rencana: menurut data ini Anda tidak boleh menempati formasi itu." in said or "Seri: " in said


def test_extract_needs_a_place_and_a_known_person(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    who = told_regency()[0]["employees"]["employee_id"][0]
    assert main(["recompute", "--extract", str(root / "data"), who]) == 1
    assert "--out data-saya.xlsx" in capsys.readouterr().err
    assert main(["recompute", "--extract", str(root / "data"), "1", "--out", str(root / "x.xlsx")]) == 1
    assert "pegawai '1' tidak ada" in capsys.readouterr().err


def test_folder_that_is_not_public_is_refused(
    root: Path, mover: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["recompute", str(root / "data"), str(root / "saya.xlsx")]) == 1
    assert "beri folder publik dari sebuah rencana" in capsys.readouterr().err
    assert main(["recompute", str(root / "publik"), str(root / "tidak-ada.xlsx")]) == 1
    assert "tidak ada" in capsys.readouterr().err


def test_person_who_is_not_planned_is_told_so(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = told_regency()[1].workings.facts.persons
    who = people.filter(~pl.col("counted"))["employee_id"][0]
    file = str(tmp_path / "saya.xlsx")
    assert main(["recompute", "--extract", str(root / "data"), who, "--out", file]) == 0
    assert main(["recompute", str(root / "publik"), file]) == 0
    assert "tidak ikut direncanakan" in capsys.readouterr().out

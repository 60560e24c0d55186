"""The files of the real systems: every planted quirk stands where it is said, and an intake treats it so."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from penata.cli import main
from penata.intake.dataset import read_dataset
from penata.synthetic import World, synthesise
from penata.synthetic.siasn import write_siasn
from penata.synthetic.siasn.asn import COLUMNS

DAY = dt.date(2026, 6, 30)
EXPORT = "Data_ASN_Juni_2026.xlsx"


@pytest.fixture(scope="module")
def world() -> World:
    return synthesise(seed=7, employees=300, as_of=DAY)


@pytest.fixture(scope="module")
def folder(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("siasn")
    write_siasn(world, folder)
    return folder


@pytest.fixture(scope="module")
def quirks(folder: Path) -> list[dict[str, Any]]:
    cases: dict[str, Any] = json.loads((folder / "cases.json").read_text("utf-8"))
    found: list[dict[str, Any]] = cases["files"]
    return found


def test_files_bear_the_names_of_life(folder: Path) -> None:
    names = sorted(path.name for path in folder.iterdir() if path.is_file())
    assert names == [
        "Daftar_Guru_Dapodik.xlsx", "Daftar_Kebutuhan_Jabatan.xlsx", EXPORT, "HierarkiUnor.xlsx",
        "Kualifikasi_Pendidikan_eFormasi.xlsx", "Progres_Dapodik_2026.csv", "Referensi-Jabatan-Fungsional.xlsx",
        "Referensi-Jabatan-Pelaksana.xlsx", "Referensi-Jabatan-Struktural.xlsx", "Struktur_Jabatan_eFormasi.xlsx",
        "cases.json",
    ]  # fmt: skip


def test_same_seed_same_files(world: World, folder: Path, tmp_path: Path) -> None:
    write_siasn(world, tmp_path)
    first, second = ({p.relative_to(f): p.read_bytes() for p in sorted(f.rglob("*")) if p.is_file()}
                     for f in (folder, tmp_path))  # fmt: skip
    assert first == second


def test_export_has_the_headings_under_its_title(folder: Path) -> None:
    cells = _cells(folder / EXPORT)
    assert cells.row(1)[0] == "DATA ASN PER 30-06-2026"
    assert cells.row(3) == COLUMNS


def test_quirks_stand_where_it_is_said(folder: Path, quirks: list[dict[str, Any]]) -> None:
    cells = _cells(folder / EXPORT)
    place = {name: number for number, name in enumerate(cells.row(3))}
    mine = [quirk for quirk in quirks if quirk["file"] == EXPORT and not quirk["why"].startswith("stored")]
    assert len(mine) == 16
    for quirk in mine:
        assert str(cells.row(quirk["row"] - 1)[place[quirk["column"]]]).lstrip("'") == quirk["value"].lstrip("'")


def test_intake_refuses_exactly_the_planted_rows(
    folder: Path, quirks: list[dict[str, Any]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["intake", str(folder / EXPORT), "--out", str(tmp_path / "d"), "--as-of", "2026-06-30"]) == 1
    capsys.readouterr()
    issues = pl.read_csv(tmp_path / "d" / "issues.csv").filter(pl.col("severity") == "ERROR")
    expected = {quirk["row"] for quirk in quirks if quirk["file"] == EXPORT and quirk["expect"] == "REFUSED"}
    assert set(issues["row"].cast(pl.Int64)) == expected


def test_intake_keeps_everyone_else(folder: Path, world: World, quirks: list[dict[str, Any]], tmp_path: Path) -> None:
    main(["intake", str(folder / EXPORT), str(folder / "HierarkiUnor.xlsx"), "--out", str(tmp_path / "d"),
          "--as-of", "2026-06-30", "--json"])  # fmt: skip
    read = read_dataset(tmp_path / "d", complete=False).dataset["employees"]
    lost = {q["employee_id"] for q in quirks
            if q["file"] == EXPORT and q["expect"] == "REFUSED" and not q["why"].startswith("the same")}  # fmt: skip
    exported = world.dataset["employees"].filter(pl.col("employment") != "NON_ASN")
    kept = exported.filter(~pl.col("employee_id").is_in(sorted(lost)))
    assert sorted(read["employee_id"]) == sorted(kept["employee_id"])
    both = read.join(kept, on="employee_id", suffix="_made")
    for column in ("employment", "status", "birth_date", "cpns_on", "pns_since", "rank", "education_level"):
        assert both.filter(pl.col(column).ne_missing(pl.col(f"{column}_made"))).height == 0, column


def _cells(path: Path) -> pl.DataFrame:
    """All cells of the first sheet as text."""
    return pl.read_excel(path, has_header=False, infer_schema_length=0, drop_empty_rows=False)

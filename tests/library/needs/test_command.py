"""``penata needs`` from a terminal."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from penata.cli import main
from penata.intake.dataset import load_dataset, write_dataset

LEVEL = "SD1:GURU_AHLI_MUDA"


@pytest.fixture
def folder(tmp_path: Path, regency: Callable[..., Any], person: Callable[..., Any]) -> Path:
    posts = [
        {"post_id": LEVEL, "unit_id": "SD1", "job_id": "GURU_AHLI_MUDA"},
        {"post_id": "A", "unit_id": "DIK", "job_id": "STAF", "need": 1},
        {"post_id": "B", "unit_id": "DIK", "job_id": "STAF"},
    ]
    people = [person(1, LEVEL), person(2, "A", employment="PPPK", contract_until=None), person(3, "B")]
    tasks = [{"post_id": p, "task": "surat", "volume": 1500.0, "minutes": 100.0} for p in "AB"]
    path = tmp_path / "data"
    dataset = regency(posts=posts, employees=people, workload=tasks, schools=[{"unit_id": "SD1", "stage": "SD",
                      "classes": 7}])  # fmt: skip
    write_dataset(dataset, path)
    (path / "policy.toml").write_text("as_of = 2026-06-30\n")
    return path


def files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def test_needs_are_shown_and_not_saved(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(folder)
    assert main(["needs", str(folder)]) == 0
    assert files(folder) == before
    said = capsys.readouterr().out
    assert "Kebutuhan 12, terisi 3, ada tetapi tidak dihitung 0. Kekurangan 9 pada 4 formasi" in said
    years = [line.split() for line in said.splitlines() if line.split()[:1] in [[str(y)] for y in range(2020, 2040)]]
    assert years == [[str(y), "0", "0", "0"] for y in range(2026, 2031)]
    assert "Sudah diisi dan dibiarkan (1): hitungan lebih tinggi pada 1, lebih rendah pada 0, sama pada 0;" in said
    assert (
        "- Dinas Pendidikan, Pengadministrasi: ABK, kebutuhan 1 sudah diisi (dari data); uraian tugas memberi 2" in said
    )
    assert "A (melebihi kapasitas: pegawai kelebihan beban)" in said
    assert "Dihitung, belum disimpan: 3 formasi baru, 1 formasi diisi, 1 formasi per jenjang" in said


def test_writing_twice_is_writing_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["needs", str(folder), "--write"]) == 0
    once = files(folder)
    assert main(["needs", str(folder), "--write"]) == 0
    assert files(folder) == once
    assert "Disimpan: tidak ada kebutuhan yang berubah; 0 pegawai didudukkan." in capsys.readouterr().out
    posts = load_dataset(folder)["posts"]
    assert dict(posts.select("post_id", "need").rows()) == {
        "A": 1, "B": 2, LEVEL: 0, "SD1:GURU:Guru Kelas": 7, "SD1:GURU:PJOK": 1, "SD1:GURU:Pendidikan Agama Islam": 1
    }  # fmt: skip


def test_overwrite_replaces_a_given_need(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["needs", str(folder), "--write", "--overwrite", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert next(c for c in document["changes"] if c["post_id"] == "A")["change"] == "DIGANTI"
    assert load_dataset(folder)["posts"].filter(post_id="A")["need"].to_list() == [2]
    assert (document["status"], document["totals"]["need"]) == ("WRITTEN", 13)


def test_health_centres_are_told_by_types_met(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "health_centres.csv").write_text("unit_id,inpatient\nPKM,false\n")
    assert main(["needs", str(folder)]) == 0
    told = "Puskesmas dengan semua jenis tenaga minimum: 0 dari 1; jenis tenaga terpenuhi 0 dari 9"
    assert told in capsys.readouterr().out


@pytest.mark.parametrize("by", ["post", "unit", "district", "family", "office"])
def test_every_grouping_has_the_same_sums(folder: Path, by: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["needs", str(folder), "--by", by, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (sum(r["need"] for r in document["rows"]), sum(r["filled"] for r in document["rows"])) == (12, 3)
    assert len(document["projection"]["years"]) == 5


def test_workbook_and_csv_are_the_same_twice(folder: Path, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx", "a.csv"):
        assert main(["needs", str(folder), "--by", "post", "--out", str(tmp_path / name)]) == 0
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    table = pl.read_csv(tmp_path / "a.csv")
    assert table["Kebutuhan"].sum() == 12
    units = pl.read_excel(tmp_path / "a.xlsx", sheet_name="Per unit")
    assert units.select("ID unit", "Kebutuhan", "Terisi", "Selisih").rows() == [("DIK", 3, 2, -1), ("SD1", 9, 1, -8)]


@pytest.mark.parametrize("name", ["a.pdf", "a"])
def test_unknown_form_of_output_is_refused(
    folder: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["needs", str(folder), "--out", str(tmp_path / name)]) == 1
    assert "tulis nama berkas yang berakhiran .xlsx atau .csv" in capsys.readouterr().err


def test_bad_row_stops_before_anything_is_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "schools.csv").write_text("unit_id,stage,classes\nSD1,SD,enam\n")
    before = files(folder)
    assert main(["needs", str(folder), "--write"]) == 1
    assert files(folder) == before
    assert "schools.csv, baris 2, kolom classes, nilai “enam”" in capsys.readouterr().err


def test_undeclared_columns_are_named_when_a_table_is_rewritten(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    posts = pl.read_csv(folder / "posts.csv").with_columns(warna=pl.lit("biru"))
    posts.write_csv(folder / "posts.csv")
    assert main(["needs", str(folder), "--write"]) == 0
    assert "Kolom yang tidak dikenal pada posts tidak ikut tersimpan: warna" in capsys.readouterr().out

"""The sheet Usul I-MUT on its way back: results into a dataset, and the approvals that a signed pertek stands for."""

import datetime as dt
import json
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from finished_plans import made_case, school_regency

from penata.cli import main
from penata.intake.dataset import load_dataset, write_dataset
from penata.intake.siasn.proposals import with_imut_approvals
from penata.report.proposal_sheet import PROPOSAL_SHEET
from penata.report.story import story_of
from penata.report.workbook import write_workbook
from penata.tables import Dataset

SIGNED = {"Status I-MUT": "Sudah TTD pertek", "Nomor pertek": "PB-1/2026", "Tanggal pertek": "30-05-2026"}
FIRST_ROW = 5
KINDS = ["BKN_RECOMMENDATION", "IMUT_PERTEK"]


class Desk:
    """A dataset, the workbook of its plan, and a clerk who fills the sheet."""

    def __init__(self, place: Path) -> None:
        case = made_case(school_regency(schools=12))
        self.data, self.file = place / "data", place / "rencana-mutasi.xlsx"
        dataset = case.dataset.replace(approvals=pl.DataFrame(
            [("APPRAISALS", case.plan.moves["employee_id"][0], None, dt.date(2026, 1, 5), "800/1")],
            schema=case.dataset["approvals"].schema, orient="row",
        ))  # fmt: skip
        write_dataset(dataset, self.data)
        (self.data / "policy.toml").write_text("as_of = 2026-06-30\n", "utf-8")
        write_workbook(story_of(case.plan, case.dataset, case.facts, case.policy), self.file)

    def fill(self, row: int, **cells: str | None) -> None:
        """Write cells of the nth proposal."""
        book = openpyxl.load_workbook(self.file)
        sheet = book[PROPOSAL_SHEET]
        place = {cell.value: cell.column for cell in sheet[FIRST_ROW - 1]}
        for name, value in cells.items():
            sheet.cell(FIRST_ROW + row, place[name]).value = value
        book.save(self.file)

    def key(self, row: int) -> tuple[str, str]:
        """NIP and post of the nth proposal."""
        sheet = openpyxl.load_workbook(self.file)[PROPOSAL_SHEET]
        place = {cell.value: cell.column for cell in sheet[FIRST_ROW - 1]}
        return tuple(sheet.cell(FIRST_ROW + row, place[name]).value for name in ("NIP", "ID formasi baru"))

    def alone(self) -> None:
        """Keep the sheet and throw away the others."""
        book = openpyxl.load_workbook(self.file)
        for name in [name for name in book.sheetnames if name != PROPOSAL_SHEET]:
            del book[name]
        book.save(self.file)

    def give_back(self, *words: str) -> int:
        """Hand the workbook to the intake."""
        return main(["intake", str(self.file), "--out", str(self.data), *words])

    @property
    def dataset(self) -> Dataset:
        return load_dataset(self.data)

    def approved(self) -> list[tuple[str, str, str]]:
        """kind, NIP, number of what came from I-MUT."""
        rows = self.dataset["approvals"].filter(pl.col("kind").is_in(KINDS))
        return sorted(rows.select("kind", "employee_id", "reference").rows())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A fresh desk."""
    return Desk(tmp_path)


@pytest.mark.parametrize("alone", [False, True])
def test_results_come_back_and_nothing_else_changes(desk: Desk, *, alone: bool) -> None:
    nip, post = desk.key(0)
    before = {file.name: file.read_bytes() for file in desk.data.iterdir()}
    desk.fill(0, **SIGNED, Catatan="tuntas")
    desk.fill(1, **{"Status I-MUT": "Perbaikan dokumen"})
    if alone:
        desk.alone()
    assert desk.give_back() == 0
    results = desk.dataset["imut_results"].sort("status")
    assert results.select("employee_id", "post_id", "status", "pertek_number", "pertek_on", "note").rows() == [
        (*desk.key(1), "FILES_RETURNED", None, None, None),
        (nip, post, "PERTEK_SIGNED", "PB-1/2026", dt.date(2026, 5, 30), "tuntas"),
    ]
    assert desk.approved() == [(kind, nip, "PB-1/2026") for kind in KINDS]
    assert "APPRAISALS" in desk.dataset["approvals"]["kind"].to_list()
    after = {file.name: file.read_bytes() for file in desk.data.iterdir()}
    assert {name for name in after if before.get(name) != after[name]} == {"imut_results.csv", "approvals.csv"}
    assert set(before) <= set(after)


def test_newer_result_replaces_the_older_and_takes_its_approval_back(desk: Desk) -> None:
    desk.fill(0, **SIGNED)
    assert desk.give_back() == 0
    assert desk.give_back() == 0  # a second time changes nothing
    assert len(desk.approved()) == len(KINDS)
    desk.fill(0, **{"Status I-MUT": "Perbaikan pertek"})
    assert desk.give_back() == 0
    assert desk.dataset["imut_results"]["status"].to_list() == ["PERTEK_REOPENED"]
    assert desk.approved() == []


def test_bad_rows_are_refused_with_place_value_and_remedy(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.fill(0, **SIGNED)
    desk.fill(1, **{"Status I-MUT": "entah"})
    desk.fill(2, **{"Status I-MUT": "Sudah TTD pertek", "Nomor pertek": "PB-3"})
    desk.fill(3, **{"Nomor pertek": "PB-4"})
    desk.fill(4, **{"Status I-MUT": "Ditolak", "Tanggal pertek": "31-31-2026"})
    desk.fill(5, **{"NIP": "199001012015011999", "Status I-MUT": "Ditolak"})
    desk.fill(6, **{"ID formasi baru": None, "Status I-MUT": "Ditolak"})
    capsys.readouterr()
    assert desk.give_back("--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["refused"], told["statuses"]) == (6, {"PERTEK_SIGNED": 1})
    said = "\n".join(told["problems"])
    for words in (
        "baris 6, kolom Status I-MUT, nilai “entah”: status I-MUT tidak dikenal; pilih Input berkas, ",
        "baris 7, kolom Tanggal pertek: pertek sudah ditandatangani tetapi tanggalnya kosong; isi tanggal pertek",
        "baris 8, kolom Status I-MUT: status kosong padahal kolom lain terisi; pilih ",
        "baris 9, kolom Tanggal pertek, nilai “31-31-2026”: tanggal tidak terbaca; tulis 2026-01-31 atau 31-01-2026",
        "nilai “199001012015011999”: tidak ada di tabel employees",
        "baris 11, kolom ID formasi baru: ID formasi kosong; jangan hapus isi kolom ini",
    ):
        assert words in said, words
    assert len(desk.approved()) == len(KINDS)


def test_strict_writes_nothing_where_a_row_is_refused(desk: Desk) -> None:
    desk.fill(0, **SIGNED)
    desk.fill(1, **{"Status I-MUT": "entah"})
    assert desk.give_back("--strict") == 1
    assert not (desk.data / "imut_results.csv").exists()


def test_sheet_without_results_writes_nothing(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.give_back() == 1
    assert "Tidak ada yang ditulis." in capsys.readouterr().out
    assert not (desk.data / "imut_results.csv").exists()


def test_results_need_the_dataset_of_the_plan(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk.fill(0, **SIGNED)
    assert main(["intake", str(desk.file), "--out", str(tmp_path / "baru")]) == 1
    assert "hasil I-MUT ditambahkan ke himpunan data tempat rencana itu disusun" in capsys.readouterr().err
    assert not (tmp_path / "baru").exists()


def test_dataset_of_parquet_stays_one(desk: Desk) -> None:
    dataset = desk.dataset
    for file in desk.data.glob("*.csv"):
        file.unlink()
    write_dataset(dataset, desk.data, "parquet")
    desk.fill(0, **SIGNED)
    assert desk.give_back() == 0
    assert list(desk.data.glob("*.csv")) == []
    assert len(desk.approved()) == len(KINDS)


def test_dataset_without_results_keeps_its_approvals(desk: Desk) -> None:
    dataset = desk.dataset
    assert with_imut_approvals(dataset) is dataset

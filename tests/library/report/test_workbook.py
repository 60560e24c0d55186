"""rencana-mutasi.xlsx as a committee opens it."""

from dataclasses import replace

import openpyxl
import polars as pl
import pytest

from penata.report.story import story_of
from penata.report.workbook import SHEETS, write_workbook


def _book(case, tmp_path):
    path = tmp_path / "x.xlsx"
    write_workbook(story_of(case.plan, case.dataset, case.facts, case.policy), path)
    return openpyxl.load_workbook(path)


@pytest.fixture(scope="module")
def book(case, tmp_path_factory):
    """The workbook of the case."""
    return _book(case, tmp_path_factory.mktemp("book"))


def _rows(sheet, head: str) -> list[tuple]:
    rows = list(sheet.iter_rows(values_only=True))
    start = next(number for number, row in enumerate(rows) if row[0] == head)
    return rows[start:]


def test_sheets_in_the_order_of_questions(book):
    assert book.sheetnames == list(SHEETS)
    assert max(len(name) for name in SHEETS) <= 31


def test_moves_have_the_layout_of_the_committee(book, case):
    rows = _rows(book["Perpindahan"], "NO.")
    assert rows[0][:7] == ("NO.", "NAMA, NIP,\nTANGGAL LAHIR", "PANGKAT,\nGOL. RUANG", "JABATAN LAMA", "JABATAN BARU",
                           "ESELON /\nJENJANG", "KET")  # fmt: skip
    assert len(rows) == case.plan.moves.height + 1
    _, nip, born = rows[1][1].split("\n")
    assert nip == rows[1][8]
    assert born == "1 Januari 1985"
    assert rows[1][2] in {"Penata Muda, III/a", "Penata, III/c"}
    assert rows[1][6] == "Rotasi"


def test_nip_is_text(book):
    cells = [row[8] for row in list(book["Perpindahan"].iter_rows())[3:]]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert {len(cell.value) for cell in cells} == {18}


def test_every_list_is_frozen_filtered_and_prints_on_a4(book):
    for name in SHEETS[1:]:
        sheet = book[name]
        assert sheet.freeze_panes is not None, name
        assert sheet.auto_filter.ref is not None, name
        assert sheet.print_title_rows is not None, name
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9), name
        assert sheet.sheet_properties.pageSetUpPr.fitToPage, name
        assert sheet.page_setup.fitToHeight == 0, name


def test_posts_add_up_to_the_plan(book, case):
    head, *rows = _rows(book["Formasi sebelum–sesudah"], "Unit")
    before, after = head.index("Kurang sebelum"), head.index("Kurang sesudah")
    assert len(rows) == case.plan.posts.height
    assert sum(row[before] for row in rows) == case.plan.posts["shortage_before"].sum()
    assert sum(row[after] for row in rows) == case.plan.posts["shortage_after"].sum()


def test_short_posts_say_why_without_telling_on_anybody(book):
    head, *rows = _rows(book["Kekurangan yang tersisa"], "Unit")
    why = {row[head.index("Mengapa belum terisi")] for row in rows}
    assert why == {
        "Jabatan pimpinan: tidak direncanakan; calon bagi tim ada pada daftar calon.",
        "Dari 14 pegawai pada jabatan serumpun: 9 belum memenuhi “lama di jabatan” atau syarat pribadi; "
        "dari tempat lain tidak ada yang boleh.",
    }


def test_gates_name_personal_conditions_only_by_one_name(book):
    head, *rows = _rows(book["Syarat yang harus dilengkapi"], "No.")
    gate = head.index("Syarat yang harus dilengkapi")
    assert {row[gate] for row in rows} == {"kelengkapan dokumen (naskah resmi harus diperiksa)", "syarat pribadi"}
    told = {(row[gate], row[head.index("Dibuktikan dengan")], row[head.index("Dasar")]) for row in rows}
    assert told == {
        ("kelengkapan dokumen (naskah resmi harus diperiksa)", "berkas usul", "BKN 5/2019"),
        ("syarat pribadi", None, None),
    }


def test_matching_adds_up_in_every_dimension(book, case):
    head, *rows = _rows(book["Cocokkan angka"], "Menurut")
    total = head.index("Jumlah")
    sums = pl.DataFrame([(row[0], row[total]) for row in rows], orient="row", schema=["dimension", "total"])
    sums = sums.group_by("dimension").agg(pl.col("total").sum())
    assert set(sums["total"]) == {case.dataset["employees"].height}


def test_formula_in_a_name_stays_text(case, case_of, tmp_path):
    people = case.dataset["employees"].with_columns(pl.lit("=1+1").alias("name"))
    sheet = _book(case_of(case.dataset.replace(employees=people)), tmp_path)["Syarat yang harus dilengkapi"]
    cell = list(sheet.iter_rows())[3][1]
    assert cell.value == "=1+1"
    assert cell.data_type != "f"


def test_empty_plan_says_so_on_every_sheet(empty_case, tmp_path):
    book = _book(empty_case, tmp_path)
    assert book.sheetnames == [*SHEETS[:6], SHEETS[7]]
    assert _rows(book["Perpindahan"], "NO.")[1][0] == "Tidak ada perpindahan yang diusulkan."
    assert _rows(book["Kekurangan yang tersisa"], "Unit")[1][0] == "Semua kebutuhan yang diketahui terpenuhi."


def test_law_switched_off_is_said_on_the_first_sheet(case, tmp_path):
    off = replace(case, policy=replace(case.policy, rules_enabled=False))
    values = [row[0] for row in _book(off, tmp_path)["Ringkasan"].iter_rows(values_only=True)]
    assert "ATURAN HUKUM DIMATIKAN: rencana ini hanya untuk uji kecepatan, bukan untuk dipakai." in values


def test_long_list_is_cut_but_figures_are_not(case, tmp_path, monkeypatch):
    monkeypatch.setattr("penata.report.story.LISTED", 5)
    monkeypatch.setattr("penata.report.story.CUT", 4)
    book = _book(case, tmp_path)
    assert len(_rows(book["Perpindahan"], "NO.")) == 5
    assert f"4 dari {case.plan.moves.height} baris; seluruhnya ada di moves.csv" in book["Perpindahan"]["A2"].value
    figures = {row[0]: row[1] for row in book["Ringkasan"].iter_rows(values_only=True)}
    assert figures["Perpindahan yang diusulkan"] == case.plan.moves.height

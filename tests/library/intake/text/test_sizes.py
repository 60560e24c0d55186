"""Workbooks and tables that would not fit into any memory are refused before they are read."""

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from penata.intake.text import sizes
from penata.intake.text.grid import read_grids
from penata.tables import InputError


def workbook(row: int, column: int) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "NIP")
        sheet.write_string(row, column, "x")
    return content.getvalue()


def test_stray_cell_at_the_far_end_is_named_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "jauh.xlsx"
    path.write_bytes(workbook(1_048_575, 16_383))
    with pytest.raises(InputError, match=r"jauh\.xlsx: ada sel terisi sampai XFD1048576.*hapus baris"):
        read_grids(path)


def test_large_but_possible_sheet_is_read() -> None:
    assert sizes.oversize(workbook(500_000, 60)) is None
    assert sizes.oversize(workbook(1, 16_383)) is None


def test_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes, "MOST_BYTES", 1_000_000)
    path = tmp_path / "padat.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 2_000_000)
    assert path.stat().st_size < 10_000
    with pytest.raises(InputError, match="sesudah dibuka"):
        read_grids(path)


def test_file_that_is_no_workbook_is_left_to_the_reader() -> None:
    assert sizes.oversize(b"PK\x03\x04 not a workbook") is None


def test_csv_with_more_columns_than_a_spreadsheet_has_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lebar.csv"
    path.write_text((";" * 20_000 + "\n") * 2, "utf-8")
    with pytest.raises(InputError, match=r"lebar\.csv: baris dengan 20001 kolom"):
        read_grids(path)

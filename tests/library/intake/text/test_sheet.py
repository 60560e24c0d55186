"""Files as text grids and the header wherever it stands: dresses of csv, workbooks, and files that are neither."""

from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from penata.intake.text.grid import Grid, read_grids
from penata.intake.text.identifiers import lost_digits
from penata.intake.text.sheet import Header, Sheet, find_header, read_sheet
from penata.tables import InputError

HEADINGS = {
    "nip": ("NIP BARU", "NIP"),
    "name": ("NAMA",),
    "need": ("Kebutuhan ABK", "ABK"),
    "held": ("Kebutuhan Riil", "RIIL"),
}


def grid_of(text: str | bytes, place: Path) -> Grid:
    file = place / "a.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_grids(file)[0]


def sheet_of(text: str | bytes, place: Path) -> Sheet:
    grid = grid_of(text, place)
    header = find_header(grid, HEADINGS)
    assert header is not None
    return read_sheet(grid, header, HEADINGS)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_in_every_dress(tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = f'NIP{delimiter}NAMA\r\n1{delimiter}"Renée, S.Pd."\r\n'
    rows = sheet_of(text.encode(encoding), tmp_path).rows
    assert rows.select("row", "nip", "name").rows() == [(2, "1", "Renée, S.Pd.")]


@pytest.mark.parametrize("above", range(10))
def test_header_is_found_in_rows_one_to_ten(tmp_path: Path, above: int) -> None:
    titles = "".join(f"Judul {n};;\n" for n in range(above))
    sheet = sheet_of(f"{titles}NIP;NAMA\n1;Ana\n", tmp_path)
    assert sheet.header.last_row == above + 1
    assert sheet.rows["row"].to_list() == [above + 2]


def test_header_below_row_ten_is_not_looked_for(tmp_path: Path) -> None:
    assert find_header(grid_of("x;y\n" * 10 + "NIP;NAMA\n1;Ana\n", tmp_path), HEADINGS) is None


def test_headings_forgive_case_blanks_and_punctuation(tmp_path: Path) -> None:
    assert sheet_of(" nip_baru ;Na.ma\n1;Ana\n", tmp_path).rows.select("nip", "name").rows() == [("1", "Ana")]


def test_header_over_two_rows_is_read_with_its_groups(tmp_path: Path) -> None:
    sheet = sheet_of("NIP;NAMA;Kebutuhan;;Agama\n;;ABK;Riil;\n1;Ana;5;4;x\n", tmp_path)
    assert sheet.rows.rows() == [(3, "1", "Ana", "5", "4")]
    assert sheet.undeclared == ("Agama",)


def test_first_data_row_with_gaps_is_not_taken_for_a_header(tmp_path: Path) -> None:
    rows = sheet_of("NIP;NAMA;ABK;RIIL;Agama\n;;;;Islam\n1;Ana;;;\n", tmp_path).rows
    assert rows["row"].to_list() == [2, 3]


def test_row_that_counts_the_columns_is_no_data(tmp_path: Path) -> None:
    rows = sheet_of("NIP;NAMA;ABK\n(1);(2);(3)\n1;Ana;5\n", tmp_path).rows
    assert rows["row"].to_list() == [3]


def test_dearest_heading_wins_where_two_columns_fit(tmp_path: Path) -> None:
    assert sheet_of("NIP;NIP BARU;NAMA\nlama;baru;Ana\n", tmp_path).rows["nip"].to_list() == ["baru"]


def test_empty_rows_keep_the_row_numbers_of_the_others(tmp_path: Path) -> None:
    assert sheet_of("NIP;NAMA\n\n1;Ana\n;\n  ; \n2;Budi\n", tmp_path).rows["row"].to_list() == [3, 6]


def test_rows_of_different_width_keep_their_cells(tmp_path: Path) -> None:
    sheet = sheet_of("NIP,NAMA\n1,Ana,x,y\n2\n3,Budi\n", tmp_path)
    assert sheet.rows.select("row", "nip", "name").rows() == [(2, "1", "Ana"), (3, "2", None), (4, "3", "Budi")]


def test_newline_inside_quotes_is_one_row(tmp_path: Path) -> None:
    assert sheet_of('NIP,NAMA\n1,"Ana\nBinti"\n2,Budi\n', tmp_path).rows["row"].to_list() == [2, 3]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "berkas kosong"),
        (b"  \r\n ", "berkas kosong"),
        (bytes(range(256)) * 4, "bukan teks"),
        (b"PK\x03\x04 rusak", "buku kerja rusak"),
        (b"<html><table><tr><td>NIP</td></tr></table></html>", "halaman web"),
        (b'NIP,NAMA\n1,"Ana\n2,Budi\n', "tanda kutip rusak"),
    ],
)
def test_file_that_is_no_table_says_why_and_what_to_do(tmp_path: Path, content: bytes, reason: str) -> None:
    file = tmp_path / "data.xlsx"
    file.write_bytes(content)
    with pytest.raises(InputError, match=reason) as caught:
        read_grids(file)
    assert caught.value.problems[0].startswith("data.xlsx")
    assert "simpan" in caught.value.problems[0] or "ekspor" in caught.value.problems[0]


def test_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="tidak dapat dibaca"):
        read_grids(tmp_path / "a.csv")


def test_content_decides_and_not_the_name(tmp_path: Path) -> None:
    text = tmp_path / "teks.xlsx"
    text.write_text("NIP;NAMA\n1;Ana\n")
    book = xlsxwriter.Workbook(str(tmp_path / "buku.csv"))
    book.add_worksheet("Satu").write_row(0, 0, ["NIP", "NAMA"])
    book.close()
    assert [grid.sheet for path in (text, tmp_path / "buku.csv") for grid in read_grids(path)] == ["", "Satu"]


def workbook(place: Path) -> Grid:
    """A sheet that starts in C3, with a merged title, a number, text, a date, an error and an empty row."""
    file = place / "a.xlsx"
    book = xlsxwriter.Workbook(str(file))
    sheet = book.add_worksheet("Data")
    sheet.merge_range("C3:E3", "DAFTAR PEGAWAI")
    sheet.write_row("C4", ["NIP", "NAMA", "ABK"])
    sheet.write_number("C5", 198001012005012001)
    sheet.write_string("D5", "Ana")
    sheet.write_formula("E5", "=1/0", None, "#DIV/0!")
    sheet.write_string("C7", "198001012005012002")
    sheet.write_string("D7", " Budi\u00a0")
    sheet.write_number("E7", 5)
    book.close()
    return read_grids(file)[0]


def test_workbook_keeps_rows_text_and_errors(tmp_path: Path) -> None:
    grid = workbook(tmp_path)
    header = find_header(grid, HEADINGS)
    assert isinstance(header, Header)
    sheet = read_sheet(grid, header, HEADINGS)
    assert sheet.rows.select("row", "name", "need").rows() == [(5, "Ana", "#DIV/0!"), (7, "Budi", "5")]
    assert sheet.numbers("nip").to_list() == [True, False]
    assert sheet.numbers("need").to_list() == [False, True]
    assert lost_digits(sheet, "nip").to_list() == [True, False]


@pytest.mark.parametrize(
    ("texts", "lost"),
    [
        (["1,98001E+17", "198001012005012001"], [True, False]),
        (["1.98001E+17"], [True]),
        (["198001012005012000", "198001012005013000", "198001012005012001"], [True, True, False]),
        (["198001012005012000", "198001012005012001", "198001012005012002"], [False, False, False]),
        (["198001012005012001", "Ana"], [False, False]),
    ],
)
def test_digits_lost_in_a_csv(tmp_path: Path, texts: list[str], lost: list[bool]) -> None:
    sheet = sheet_of("NIP;NAMA\n" + "".join(f"{text};x\n" for text in texts), tmp_path)
    assert lost_digits(sheet, "nip").to_list() == lost


def test_field_without_a_column_is_null_and_said_so(tmp_path: Path) -> None:
    sheet = sheet_of("NIP;NAMA\n1;Ana\n", tmp_path)
    assert (sheet.has("need"), sheet.rows["need"].to_list()) == (False, [None])
    assert sheet.rows.schema["need"] == pl.String

"""Our own Excel template: a sheet per table, explained in Indonesian, with drop-down lists; filled, it is a dataset."""

import datetime as dt
import io
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from penata.shipped import shipped
from penata.tables import TABLES, Column, Kind, Table
from penata.vocabulary import label

GUIDE_SHEET: Final = "Petunjuk"
CHOICES_SHEET: Final = "Pilihan"
OWN_SHEETS: Final = frozenset({GUIDE_SHEET, CHOICES_SHEET})
"""Sheets of the template that are no tables."""

HEADER_ROW: Final = 5
"""Spreadsheet row of the column names; the example stands below it, data begin one row further down."""

_LAST_ROW: Final = 20_000
_EPOCH: Final = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook bears no zone, and ours no clock
_YES_NO: Final = ("ya", "tidak")
_KINDS: Final = {
    Kind.TEXT: "Teks",
    Kind.WHOLE: "Bilangan bulat",
    Kind.NUMBER: "Angka",
    Kind.BOOL: "ya atau tidak",
    Kind.DATE: "Tanggal 2026-01-31",
    Kind.CODE: "Pilih dari daftar",
    Kind.CODES: "Teks; beberapa dipisah titik koma",
}
_GUIDE: Final = (
    "Templat himpunan data Penata",
    "Satu lembar untuk satu tabel. Yang wajib hanya units, jobs, posts, dan employees; "
    "lembar lain diisi bila datanya ada.",
    f"Baris {HEADER_ROW} adalah nama kolom dan tidak boleh diubah. Baris {HEADER_ROW + 1} (diawali CONTOH) hanyalah "
    "contoh: tidak dibaca, boleh dihapus. Isi data mulai baris berikutnya.",
    "Sel kosong berarti tidak diketahui, bukan nol. Kolom bertanda WAJIB harus terisi di tiap baris.",
    "NIP dan ID diisi sebagai teks. Bila menyalin dari berkas lain, tempel sebagai nilai (Paste Special > Values).",
    "Kolom dengan daftar pilihan menerima kode di lembar Pilihan.",
    "Setelah diisi: penata intake BERKAS.xlsx --out FOLDER, lalu penata check FOLDER.",
)


def write_template(path: str | Path) -> None:
    """Write the template to ``path`` (.xlsx); the same bytes every time.

    Raises OSError where the file cannot be written. A filled copy is read by ``read_dataset`` and by
    ``penata intake``; the example rows are not data.
    """
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.tmp")
    try:
        beside.write_bytes(_workbook())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _workbook() -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    book.set_properties({"title": "Templat himpunan data Penata", "created": _EPOCH})
    styles = _Styles(book)
    guide = book.add_worksheet(GUIDE_SHEET)
    sheets = {name: book.add_worksheet(name) for name in TABLES}
    ranges = _choices(book, styles)
    notes = _notes()
    for name, table in TABLES.items():
        _table_sheet(sheets[name], table, notes[name], ranges, styles)
    _guide(guide, notes, styles)
    book.close()
    return content.getvalue()


class _Styles:
    """Formats of the workbook by what they show."""

    def __init__(self, book: Any) -> None:
        self.title = book.add_format({"bold": True, "font_size": 13})
        self.label = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDEBF7"})
        self.note = book.add_format({"text_wrap": True, "valign": "top", "font_color": "#444444", "font_size": 9})
        self.must = book.add_format({"text_wrap": True, "valign": "top", "font_size": 9, "bold": True})
        self.name = book.add_format({"bold": True, "border": 1, "bg_color": "#FFF2CC"})
        self.example = book.add_format({"italic": True, "font_color": "#808080", "num_format": "@"})
        self.text = book.add_format({"num_format": "@"})
        self.date = book.add_format({"num_format": "yyyy-mm-dd"})
        self.wrap = book.add_format({"text_wrap": True, "valign": "top"})


def _notes() -> dict[str, Any]:
    """By table: ``about`` and, by column, explanation and example."""
    loaded: dict[str, Any] = shipped("penata.intake", "template.yaml")
    return {
        name: {
            "about": loaded.get(name, {}).get("about", table.label),
            "columns": loaded.get(name, {}).get("columns", {}),
        }
        for name, table in TABLES.items()
    }


def _table_sheet(
    sheet: Any, table: Table, notes: dict[str, Any], ranges: dict[tuple[str, ...], str], styles: _Styles
) -> None:
    must = "wajib" if table.required else "boleh kosong"
    sheet.write_string(0, 0, f"{table.label} ({must}): {notes['about']}", styles.title)
    for place, column in enumerate(table.columns):
        note, example = notes["columns"].get(column.name, [column.label, ""])
        sheet.write_string(1, place, column.label, styles.label)
        sheet.write_string(2, place, str(note), styles.note)
        sheet.write_string(3, place, _rules(column), styles.must if column.key else styles.note)
        sheet.write_string(HEADER_ROW - 1, place, column.name, styles.name)
        sheet.write_string(HEADER_ROW, place, str(example), styles.example)
        sheet.set_column(place, place, 22, styles.date if column.kind is Kind.DATE else styles.text)
        listed = _listed(column)
        if listed:
            sheet.data_validation(
                HEADER_ROW + 1, place, _LAST_ROW, place,
                {"validate": "list", "source": ranges[listed], "error_title": "Bukan pilihan",
                 "error_message": "Pilih dari daftar, atau kosongkan."},
            )  # fmt: skip
    sheet.set_row(2, 60)
    sheet.set_row(3, 45)
    sheet.freeze_panes(HEADER_ROW, 1)


def _rules(column: Column) -> str:
    """Whether it must be filled, of what kind it is, and to which sheet it refers."""
    parts = ["WAJIB" if column.key else "boleh kosong", _KINDS[column.kind]]
    if column.minimum is not None and column.maximum is not None:
        parts.append(f"{column.minimum} sampai {column.maximum}")
    elif column.minimum is not None:
        parts.append(f"paling kecil {column.minimum}")
    if column.refers:
        parts.append(f"dari lembar {column.refers.split('.', maxsplit=1)[0]}")
    return ". ".join(parts)


def _listed(column: Column) -> tuple[str, ...]:
    if column.kind is Kind.BOOL:
        return _YES_NO
    return tuple(str(code) for code in column.codes)


def _choices(book: Any, styles: _Styles) -> dict[tuple[str, ...], str]:
    """The sheet of all lists, each with codes and their Indonesian labels; answers the range of each list."""
    sheet = book.add_worksheet(CHOICES_SHEET)
    ranges: dict[tuple[str, ...], str] = {}
    for table in TABLES.values():
        for column in table.columns:
            listed = _listed(column)
            if not listed or listed in ranges:
                continue
            place = 2 * len(ranges)
            sheet.write_string(0, place, column.label, styles.label)
            sheet.write_string(0, place + 1, "Artinya", styles.label)
            sheet.write_column(1, place, listed)
            sheet.write_column(1, place + 1, [label(code) for code in listed])
            sheet.set_column(place, place + 1, 24)
            cells = xlsxwriter.utility.xl_range_abs(1, place, len(listed), place)
            ranges[listed] = f"={CHOICES_SHEET}!{cells}"
    return ranges


def _guide(sheet: Any, notes: dict[str, Any], styles: _Styles) -> None:
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 110, styles.wrap)
    for row, line in enumerate(_GUIDE):
        sheet.write_string(row, 1, line, styles.title if row == 0 else styles.wrap)
    start = len(_GUIDE) + 1
    for row, (name, table) in enumerate(TABLES.items(), start=start):
        must = " (wajib)" if table.required else ""
        sheet.write_string(row, 0, name, styles.name)
        sheet.write_string(row, 1, f"{table.label}{must}: {notes[name]['about']}", styles.wrap)

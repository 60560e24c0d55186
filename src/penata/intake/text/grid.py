"""Files as text grids: csv in any usual dress and every sheet of a workbook, with spreadsheet row numbers.

Nothing is typed here: a cell is the text that the file holds. What a spreadsheet stored as a *number* is
told apart (``Grid.numbers``), because an 18-digit NIP stored so has already lost digits.
"""

import csv
import io
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import fastexcel
import polars as pl

from penata.intake.text.errorcells import error_cells
from penata.intake.text.sizes import MOST_COLUMNS, oversize
from penata.tables import InputError

ROW: Final = "row"
"""Column that holds the spreadsheet row number (Int64, first row is 1)."""

_DELIMITERS: Final = (",", ";", "\t", "|")
_SAMPLE_LINES: Final = 40
_EXCEL_MAGIC: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_REMEDY: Final = "buka di Excel atau LibreOffice dan simpan sebagai .xlsx atau .csv UTF-8"


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet as text.

    ``cells``: column ``row`` and String columns c0, c1, … (absent cells null, cells trimmed; rows without
    any cell are left out, so row numbers may have gaps). ``sheet`` is empty for csv. ``hidden``: its owner has put
    the sheet out of sight (an old copy, a list of choices), so it is named and not read.
    """

    file: str
    sheet: str
    cells: pl.DataFrame
    hidden: bool = False
    _workbook: "fastexcel.ExcelReader | None" = field(default=None, repr=False, compare=False)

    @property
    def width(self) -> int:
        """Number of columns."""
        return self.cells.width - 1

    def numbers(self, columns: list[str]) -> pl.DataFrame:
        """Which cells of these columns were stored as numbers: Boolean columns of the same names and height.

        In csv those are the ones that a spreadsheet wrote in scientific notation.
        """
        if self._workbook is None:
            scientific = pl.col(columns).str.contains(r"^[+-]?\d+([.,]\d+)?[eE]\+?\d+$").fill_null(value=False)
            return self.cells.select(scientific)
        chosen = sorted(int(name[1:]) for name in columns)
        typed = self._workbook.load_sheet(
            self.sheet, header_row=None, skip_rows=0, dtypes="boolean", use_columns=lambda c: c.index in chosen
        ).to_polars()
        typed = typed.select(pl.nth(i).is_not_null().alias(f"c{c}") for i, c in enumerate(chosen))
        typed = typed.with_row_index(ROW, offset=1).cast({ROW: pl.Int64})
        kept = self.cells.select(ROW).join(typed, on=ROW, how="left", validate="1:1", maintain_order="left")
        words = self.cells.select(pl.col(columns).is_in(["true", "false"]).fill_null(value=False))
        return kept.select(columns).fill_null(value=False).select(pl.col(c) & ~words[c] for c in columns)


def read_grids(path: Path) -> list[Grid]:
    """Every sheet of a workbook, or the one grid of a csv file; what the file is, is judged by its content.

    Raises InputError where the file is empty, cannot be opened, or is neither a workbook nor text.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(
            [f"{path.name}: tidak dapat dibaca ({error.strerror}); periksa nama dan izin berkas"]
        ) from None
    if not content.strip():
        raise InputError([f"{path.name}: berkas kosong; unduh atau ekspor ulang"])
    if content.startswith(_EXCEL_MAGIC):
        return _workbook_grids(path, content)
    return [Grid(path.name, "", _trimmed(_csv_cells(path.name, _decoded(path.name, content))))]


def _workbook_grids(path: Path, content: bytes) -> list[Grid]:
    if reason := oversize(content):
        raise InputError([f"{path.name}: {reason}"])
    try:
        book = fastexcel.read_excel(content)
        frames = [(name, *_sheet_frame(book, name)) for name in book.sheet_names]
    except fastexcel.FastExcelError as error:
        reason = str(error).splitlines()[0]
        raise InputError([f"{path.name}: buku kerja rusak atau terkunci ({reason}); {_REMEDY}"]) from None
    broken = error_cells(content)
    return [
        Grid(path.name, name, _trimmed(_with_errors(frame, broken.get(name, []))), hidden, book)
        for name, frame, hidden in frames
    ]


def _sheet_frame(book: fastexcel.ExcelReader, name: str) -> tuple[pl.DataFrame, bool]:
    sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    frame = sheet.to_polars()
    named = frame.rename(dict(zip(frame.columns, (f"c{i}" for i in range(frame.width)), strict=True)))
    return named, sheet.visible != "visible"


def _with_errors(frame: pl.DataFrame, broken: list[tuple[int, int, str]]) -> pl.DataFrame:
    """Cells that hold an error (#N/A, #REF!) shown as that text: they are filled, not absent."""
    for row, column, text in broken:
        if row < frame.height and column < frame.width:
            frame[row, column] = text
    return frame


def _decoded(name: str, content: bytes) -> bytes:
    """The text as UTF-8 without a byte-order mark; cp1252 where it is not UTF-8."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16").encode()
        except UnicodeDecodeError:
            raise InputError([f"{name}: bukan teks dan bukan buku kerja Excel; {_REMEDY}"]) from None
    if b"\0" in content:
        raise InputError([f"{name}: bukan teks dan bukan buku kerja Excel; {_REMEDY}"])
    if content.lstrip()[:200].lower().startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        raise InputError([f"{name}: halaman web (HTML/XML), bukan tabel; {_REMEDY}"])
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace").encode()
    return content


def _csv_cells(name: str, content: bytes) -> pl.DataFrame:
    delimiter, width = _dialect(content)
    if width > MOST_COLUMNS:
        raise InputError([f"{name}: baris dengan {width} kolom; periksa pemisah kolomnya, lalu ekspor ulang"])
    try:
        return pl.read_csv(
            content, has_header=False, separator=delimiter, missing_columns="insert", truncate_ragged_lines=False,
            schema={f"c{i}": pl.String() for i in range(width)},
        )  # fmt: skip
    except (pl.exceptions.ComputeError, pl.exceptions.SchemaError):
        return _csv_cells_slowly(name, content, delimiter)


def _csv_cells_slowly(name: str, content: bytes, delimiter: str) -> pl.DataFrame:
    """For files whose rows differ in width or whose quotes are odd; the same cells, a row at a time."""
    reader = csv.reader(io.StringIO(content.decode(), newline=""), delimiter=delimiter, strict=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        place = f"{name}, sekitar baris {reader.line_num}"
        raise InputError([f"{place}: tanda kutip rusak atau sel terlalu besar ({error}); {_REMEDY}"]) from None
    width = max(len(row) for row in rows)
    columns = {f"c{i}": [row[i] if i < len(row) else None for row in rows] for i in range(width)}
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String()))


def _dialect(content: bytes) -> tuple[str, int]:
    """The delimiter that gives most of the first rows the same number of columns, and the widest of those rows."""
    head = content[: 1 << 18].decode("utf-8", errors="replace")
    scores = {delimiter: _evenness(head, delimiter) for delimiter in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda d: scores[d])
    return best, scores[best][2]


def _evenness(head: str, delimiter: str) -> tuple[int, int, int]:
    """How many of the first rows share the commonest width above one, that width, and the greatest width."""
    rows = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    try:
        widths = Counter(len(row) for row, _ in zip(rows, range(_SAMPLE_LINES), strict=False))
    except csv.Error:
        return 0, 1, 1
    split = {width: times for width, times in widths.items() if width > 1}
    if not split:
        return 0, 1, 1
    commonest = max(split, key=lambda width: (split[width], width))
    return split[commonest], commonest, max(widths)


def _trimmed(cells: pl.DataFrame) -> pl.DataFrame:
    """Cells without surrounding blanks, empty ones null; wholly empty rows left out; row numbers first."""
    numbered = cells.with_row_index(ROW, offset=1).cast({ROW: pl.Int64})
    if not cells.width:
        return numbered
    blank = "\u00a0\u200b\ufeff \t\r\n"
    bare = pl.col(cells.columns).str.strip_chars(blank)
    numbered = numbered.with_columns(bare).with_columns(
        pl.when(pl.col(cells.columns) != "").then(pl.col(cells.columns))
    )
    return numbered.filter(~pl.all_horizontal(pl.col(cells.columns).is_null()))

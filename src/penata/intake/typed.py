"""Text columns of a declared table to its types, refusing each row that the declaration does not allow."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from penata.intake.issues import Issues
from penata.intake.text import cells
from penata.intake.text.errorcells import IS_ERROR
from penata.intake.text.grid import ROW
from penata.intake.text.identifiers import refuse_lost_digits
from penata.intake.text.sheet import Sheet
from penata.tables import Column, Kind, Table
from penata.vocabulary import LABELS, Severity, Sex

FILE: Final = "_file"
SHEET: Final = "_sheet"
PLACE: Final = (FILE, SHEET, ROW)
"""Where a row came from; carried beside the declared columns until a dataset is made."""


@dataclass(frozen=True, slots=True)
class Source:
    """The rows of one table as one file gives them: text or already typed columns, and ``row``.

    ``shown``: heading of each column that the file has. ``text``: the sheet where the file is one of text.
    """

    table: Table
    file: str
    sheet: str
    rows: pl.DataFrame
    shown: dict[str, str]
    undeclared: tuple[str, ...] = ()
    text: Sheet | None = None


def parse_table(source: Source, issues: Issues) -> pl.DataFrame:
    """The rows that can be read: declared columns (absent ones null) and ``PLACE``.

    A row is refused for an absent key, a filled cell that cannot be read, a code that is not in the list, a
    number outside its bounds. A key column that the file does not have at all refuses every row at once.
    """
    table, rows = source.table, source.rows
    for column in table.columns:
        if column.key and column.name not in source.shown:
            issues.add_rows(
                rows[ROW], file=source.file, sheet=source.sheet, column=column.name,
                message=f"kolom wajib “{column.name}” ({column.label}) tidak ada", remedy="tambahkan kolom itu",
            )  # fmt: skip
    if source.text is not None:
        for name in (c.name for c in table.columns if _is_id(c) and c.name in source.shown):
            refuse_lost_digits(source.text, name, issues)
    typed = [_column(source, column, issues) for column in table.columns]
    frame = pl.DataFrame([rows[ROW], *typed]).with_columns(
        pl.lit(source.file).alias(FILE), pl.lit(source.sheet).alias(SHEET)
    )
    refused = issues.refused_rows(source.file, source.sheet)
    return frame.filter(~pl.col(ROW).is_in(refused.implode())) if len(refused) else frame


def parsed(column: Column, text: pl.Series) -> cells.Parsed:
    """One column of text by its declared kind.

    >>> from penata.tables import TABLES
    >>> parsed(TABLES["employees"]["sex"], pl.Series(["L", "M", "x"])).values.to_list()
    ['M', 'M', None]
    """
    match column.kind:
        case Kind.DATE:
            return cells.dates(text)
        case Kind.WHOLE:
            return cells.wholes(text)
        case Kind.NUMBER:
            return cells.numbers(text)
        case Kind.BOOL:
            return cells.bools(text)
        case Kind.CODE:
            return cells.codes(text, column.codes, _aliases(column))
        case Kind.CODES:
            return cells.code_lists(text)
        case _:
            return cells.Parsed(_bare_id(text) if _is_id(column) else text, text.is_null() & False)


_REMEDIES: Final = {
    Kind.DATE: "tulis tanggal sebagai 2026-01-31 atau 31-01-2026, atau kosongkan",
    Kind.WHOLE: "tulis bilangan bulat tanpa pemisah ribuan, atau kosongkan",
    Kind.NUMBER: "tulis angka dengan titik desimal, atau kosongkan",
    Kind.BOOL: "tulis ya atau tidak, atau kosongkan",
}


def _column(source: Source, column: Column, issues: Issues) -> pl.Series:
    name = column.name
    if name not in source.shown:
        return pl.Series(name, [None], dtype=column.dtype).new_from_index(0, source.rows.height)
    given = source.rows[name]
    if given.dtype == column.dtype and column.kind not in (Kind.TEXT, Kind.CODE):
        done = cells.Parsed(given, pl.repeat(value=False, n=len(given), dtype=pl.Boolean, eager=True))
    else:
        done = parsed(column, _as_text(given))
    values = done.values.cast(column.dtype).alias(name)

    def refuse(where: pl.Series, message: str, remedy: str) -> None:
        issues.add_rows(
            source.rows[ROW].filter(where), _as_text(given.filter(where)), file=source.file, sheet=source.sheet,
            column=source.shown[name], message=message, remedy=remedy,
        )  # fmt: skip

    if given.dtype == pl.String and column.kind is Kind.TEXT:
        failed = given.str.contains(IS_ERROR).fill_null(value=False)
        refuse(failed, "rumus yang gagal atau belum dihitung", "perbaiki rumusnya, atau tempel sebagai nilai")
    if column.key:
        refuse(given.is_null(), f"{column.label} wajib diisi tetapi kosong", "isi sel itu atau hapus barisnya")
    refuse(done.unreadable, _unreadable(column), _REMEDIES.get(column.kind, _choices(column)))
    if column.minimum is not None:
        refuse((values < column.minimum).fill_null(value=False), f"kurang dari {column.minimum}", "periksa angka itu")
    if column.maximum is not None:
        refuse((values > column.maximum).fill_null(value=False), f"lebih dari {column.maximum}", "periksa angka itu")
    return values


def _unreadable(column: Column) -> str:
    if column.kind is Kind.CODE:
        return f"{column.label}: kode tidak dikenal"
    kinds = {Kind.DATE: "tanggal", Kind.WHOLE: "bilangan bulat", Kind.NUMBER: "angka", Kind.BOOL: "ya/tidak"}
    return f"{column.label}: terisi tetapi tidak terbaca sebagai {kinds.get(column.kind, 'teks')}"


def _choices(column: Column) -> str:
    return f"pilih salah satu: {', '.join(column.codes)}"


def _aliases(column: Column) -> dict[str, str]:
    """Indonesian labels count as their codes; L and P are the sexes as people write them."""
    aliases = {LABELS[code]: str(code) for code in column.codes if code in LABELS}
    if set(column.codes) == set(Sex):
        male, female = str(Sex.MALE), str(Sex.FEMALE)
        aliases |= {"L": male, "Laki-laki": male, "Pria": male, "P": female, "F": female, "Perempuan": female,
                    "Wanita": female}  # fmt: skip
    return aliases


def _is_id(column: Column) -> bool:
    return bool(column.refers) or column.name.endswith("_id")


def _bare_id(text: pl.Series) -> pl.Series:
    """Ids without the apostrophe that exports put before digits."""
    return text.str.replace(r"^'(\d)", "$1")


def _as_text(column: pl.Series) -> pl.Series:
    if isinstance(column.dtype, pl.List):
        return column.cast(pl.List(pl.String)).list.join(";")
    text = column if column.dtype == pl.String else column.cast(pl.String)
    if column.dtype != pl.String:
        return text
    bare = text.str.strip_chars()
    return bare.to_frame("x").select(pl.when(pl.col("x") != "").then("x"))["x"].rename(column.name)


def warn(issues: Issues, frame: pl.DataFrame, column: str, message: str, remedy: str) -> None:
    """A warning for each row of a frame that carries ``PLACE``."""
    issues.add_rows(
        frame[ROW], frame[column].cast(pl.String) if column in frame.columns else None, file=frame[FILE],
        sheet=frame[SHEET], column=column, message=message, remedy=remedy, severity=Severity.WARNING,
    )  # fmt: skip

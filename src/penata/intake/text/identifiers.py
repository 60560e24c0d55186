"""Identifiers that a spreadsheet has spoilt: an 18-digit NIP kept as a number has lost its last digits."""

from typing import Final

import polars as pl

from penata.intake.issues import Issues
from penata.intake.text.sheet import Sheet

EXACT_DIGITS: Final = 15
"""Significant digits that a spreadsheet keeps of a number."""

REMEDY: Final = (
    "ekspor ulang dengan kolom ini berformat Teks (di Excel: Data > Dari Teks/CSV, pilih jenis kolom Teks); "
    "jangan buka lalu simpan ulang CSV asli di Excel"
)


def lost_digits(sheet: Sheet, name: str) -> pl.Series:
    """Where an identifier can no longer be trusted: stored as a number of more than 15 digits, written as
    1,98E+17, or one of a column whose long numbers all end in 000 because a spreadsheet has rounded them.
    """
    text = sheet.rows[name]
    digits = text.str.replace(r"\.0+$", "")
    long = (digits.str.len_chars() > EXACT_DIGITS).fill_null(value=False)
    scientific = text.str.contains(r"^[+-]?\d+([.,]\d+)?[eE]\+?\d+$").fill_null(value=False)
    as_number = sheet.numbers(name) if bool(long.any()) else long
    return scientific | (as_number & long) | _rounded(digits)


def refuse_lost_digits(sheet: Sheet, name: str, issues: Issues) -> None:
    """An error for every row whose identifier has lost digits."""
    lost = lost_digits(sheet, name)
    issues.add_rows(
        sheet.rows["row"].filter(lost),
        sheet.rows[name].filter(lost),
        file=sheet.file,
        sheet=sheet.sheet,
        column=sheet.shown(name),
        message="tersimpan sebagai angka sehingga digit terakhirnya hilang",
        remedy=REMEDY,
    )


def bare_nip(column: pl.Series) -> pl.Series:
    """NIP as registers key it; letters and cards print it in groups ("19800101 200501 2 001", "NIP. 1980…").

    >>> bare_nip(pl.Series(["19800101 200501 2 001", "NIP. 198001012005012001", "1980-01", None])).to_list()
    ['198001012005012001', '198001012005012001', '1980-01', None]
    """
    digits = pl.col("x").str.replace(r"^(?i:nip)\b", "").str.replace_all(r"[\s.:'\u00a0-]", "")
    grouped = digits.str.contains(r"^\d{18}$")
    return column.to_frame("x").select(pl.when(grouped).then(digits).otherwise("x").alias(column.name)).to_series()


def _rounded(digits: pl.Series) -> pl.Series:
    """Long numbers ending in 000, where at least two of the column do and they are more than half of it."""
    long = digits.str.contains(r"^\d{18}$").fill_null(value=False)
    ends = long & digits.str.ends_with("000").fill_null(value=False)
    spoilt = int(ends.sum())
    return ends if spoilt > 1 and 2 * spoilt > int(long.sum()) else ends & pl.Series([False])

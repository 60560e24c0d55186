"""Whole numbers that lists write for a declared column: within its bounds, with 0 and a dash for "none"."""

import polars as pl

from penata.intake.issues import Issues
from penata.intake.text.cells import wholes
from penata.intake.text.remarks import refuse
from penata.intake.text.sheet import Sheet
from penata.tables import Column


def bounded(sheet: Sheet, name: str, column: Column, issues: Issues) -> pl.Series:
    """Values of the field ``name`` for ``column`` (Int64, one per data row), null where there is none.

    A row whose cell is no whole number, or outside the bounds that the column declares, is refused.
    """
    text = sheet.rows[name].replace(["0", "-", "–", "—"], [None, None, None, None])
    parsed = wholes(text)
    refuse(
        sheet, issues, sheet.rows.filter(parsed.unreadable), name,
        f"{column.label}: terisi tetapi bukan bilangan bulat", "tulis bilangan bulat, atau kosongkan",
    )  # fmt: skip
    low, high = column.minimum or 0, column.maximum
    outside = (parsed.values < low) | (pl.Series([False]) if high is None else parsed.values > high)
    bounds = f"{low} ke atas" if high is None else f"{low}–{high}"
    refuse(
        sheet, issues, sheet.rows.filter(outside.fill_null(value=False)), name, f"{column.label}: di luar {bounds}",
        "periksa angka itu, atau kosongkan",
    )  # fmt: skip
    return parsed.values.rename(column.name)

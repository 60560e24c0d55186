"""Needs as lists write them: fractions of an analysis of workload, thousands with a dot, a dash for none."""

import polars as pl

from penata.intake.issues import Issues
from penata.intake.text.cells import numbers
from penata.intake.text.remarks import refuse, remark
from penata.intake.text.sheet import Sheet


def need_of(sheet: Sheet, name: str, issues: Issues) -> pl.Series:
    """Whole people needed (Int64, one per data row), null where the cell is empty or was refused.

    A dash is 0: so these lists write "nobody". A fraction, which is what an analysis of workload gives before it is
    rounded, is rounded half up once, with a remark. What is filled but no number, or below zero, refuses its row.
    """
    text = sheet.rows[name].str.replace(r"^[-–—]+$", "0")
    parsed = numbers(text, sheet.numbers(name), local=True)
    values = parsed.values
    rows = sheet.rows
    refuse(
        sheet, issues, rows.filter(parsed.unreadable), name, "kebutuhan terisi tetapi bukan angka",
        "tulis bilangan, atau kosongkan",
    )  # fmt: skip
    below = (values < 0).fill_null(value=False)
    refuse(sheet, issues, rows.filter(below), name, "kebutuhan kurang dari nol", "periksa angka itu")
    whole = (values + 0.5).floor()
    fraction = (values != whole).fill_null(value=False) & ~below
    remark(
        sheet, issues, rows.filter(fraction), name,
        "kebutuhan pecahan dibulatkan satu kali ke bilangan terdekat (setengah ke atas)",
        "tidak perlu tindakan bila memang hasil ABK sebelum dibulatkan",
    )  # fmt: skip
    kept = pl.DataFrame({"v": whole, "below": below}).select(pl.when(~pl.col("below")).then("v").cast(pl.Int64))
    return kept.to_series().rename(name)


def count_of(sheet: Sheet, name: str) -> pl.Series:
    """Numbers that are only compared, never stored (Float64): what cannot be read is null and not refused."""
    text = sheet.rows[name].str.replace(r"^[-–—]+$", "0")
    return numbers(text, sheet.numbers(name), local=True).values

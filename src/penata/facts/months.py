"""Whole months between two days, as terms in regulations are counted."""

import polars as pl


def months_between(start: pl.Expr, end: pl.Expr) -> pl.Expr:
    """Full months from ``start`` to ``end`` (Int32; null where either is; negative where end is before start).

    A month is full when its day has come: 15 January to 14 March is one month, to 15 March two.
    """
    months = (end.dt.year() - start.dt.year()) * 12 + end.dt.month().cast(pl.Int32) - start.dt.month().cast(pl.Int32)
    return months - (end.dt.day() < start.dt.day()).cast(pl.Int32)


def months_until(end: pl.Expr, start: pl.Expr) -> pl.Expr:
    """Full months that are left from ``start`` until ``end``."""
    return months_between(start, end)

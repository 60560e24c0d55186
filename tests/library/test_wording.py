"""Columns of numbers and days as text, in both languages."""

import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from penata.wording import Language, amounts, days, spans, tenths, whole, wholes

ID, EN = Language


def _said(expr: pl.Expr) -> str | None:
    return pl.select(expr).item()


@given(st.integers(1 - 10**15, 10**15 - 1))
def test_wholes_write_what_one_value_is_written_as(number: int) -> None:
    assert _said(wholes(pl.lit(number), ID)) == whole(number)
    assert _said(wholes(pl.lit(number), EN)) == f"{number:,}".replace("-", "−")


@pytest.mark.parametrize(
    ("km", "indonesian", "english"), [(0.0, "0", "0"), (1234.56, "1.234,6", "1,234.6"), (0.96, "1", "1")]
)
def test_tenths_keep_one_place(km: float, indonesian: str, english: str) -> None:
    assert (_said(tenths(pl.lit(km), ID)), _said(tenths(pl.lit(km), EN))) == (indonesian, english)


@pytest.mark.parametrize(
    ("months", "indonesian", "english"),
    [
        (1, "1 bulan", "1 month"),
        (23, "23 bulan", "23 months"),
        (24, "2 tahun", "2 years"),
        (143, "11 tahun", "11 years"),
    ],
)
def test_spans_change_to_years_at_two(months: int, indonesian: str, english: str) -> None:
    assert (_said(spans(pl.lit(months), ID)), _said(spans(pl.lit(months), EN))) == (indonesian, english)


def test_days_and_amounts_are_said_in_the_language() -> None:
    day = pl.lit(dt.date(2026, 5, 1))
    assert [_said(days(day, one)) for one in Language] == ["1 Mei 2026", "1 May 2026"]
    assert [_said(amounts(pl.lit(2_500_000), one)) for one in Language] == ["Rp2.500.000", "Rp2,500,000"]


def test_absent_values_stay_absent() -> None:
    nothing = pl.DataFrame({"n": [None], "d": [None]}, schema={"n": pl.Int64, "d": pl.Date})
    said = nothing.select(
        wholes(pl.col("n"), ID).alias("a"), tenths(pl.col("n"), EN).alias("b"), amounts(pl.col("n"), ID).alias("c"),
        days(pl.col("d"), EN).alias("e"), spans(pl.col("n"), ID).alias("f"),
    )  # fmt: skip
    assert said.row(0) == (None, None, None, None, None)

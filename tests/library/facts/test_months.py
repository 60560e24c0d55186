"""Full months, as terms in regulations are counted."""

import datetime as dt

import polars as pl
import pytest

from penata.facts import months_between


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2024-06-30", "2026-06-30", 24),
        ("2024-07-01", "2026-06-30", 23),
        ("2026-01-31", "2026-02-28", 0),
        ("2026-01-31", "2026-03-31", 2),
        ("2024-02-29", "2025-02-28", 11),
        ("2026-06-30", "2026-06-30", 0),
        ("2026-07-15", "2026-06-30", -1),
    ],
)
def test_months_between_counts_months_whose_day_has_come(start: str, end: str, months: int) -> None:
    frame = pl.DataFrame({"a": [dt.date.fromisoformat(start)], "b": [dt.date.fromisoformat(end)]})
    assert frame.select(months_between(pl.col("a"), pl.col("b"))).item() == months


def test_months_between_is_absent_where_a_day_is() -> None:
    frame = pl.DataFrame({"a": [None], "b": [dt.date(2026, 1, 1)]}, schema={"a": pl.Date, "b": pl.Date})
    assert frame.select(months_between(pl.col("a"), pl.col("b"))).item() is None

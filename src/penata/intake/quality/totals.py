"""Recaps whose parts do not add up to the total that they print: found before anybody plans by them."""

import re
from itertools import takewhile
from typing import Final

import polars as pl

from penata.intake.quality.findings import ROW_SCHEMA, UNIT_HEAD, Finding
from penata.intake.text.cells import Parsed, numbers
from penata.intake.text.grid import ROW, Grid
from penata.intake.text.sheet import HEADER_ROWS

_TOTAL: Final = re.compile(r"^(total|jumlah|jml)\b", re.IGNORECASE)
_FEWEST_PARTS: Final = 2
_ROUNDING: Final = 0.005


def totals_of(grid: Grid) -> Finding | None:
    """Rows of a recap in which the columns before the total do not sum to it; None where the sheet has no total.

    The total is the first column headed *Total* or *Jumlah* with at least two columns of numbers right before it;
    those columns are its parts. A row without a total, or without any part, is not tested; an absent part counts as
    nothing, which is what a recap means by it.
    """
    place = _total_column(grid)
    if place is None:
        return None
    header, total = place
    below = grid.cells.filter(pl.col(ROW) > header)
    typed = grid.numbers(below.columns[1:]).filter(grid.cells[ROW] > header)
    parsed = {name: numbers(below[name], typed[name], local=True) for name in below.columns[1 : total + 2]}
    before = reversed(below.columns[1 : total + 1])
    parts = list(takewhile(lambda name: _is_numeric(parsed[name]), before))
    if len(parts) < _FEWEST_PARTS:
        return None
    label = next((name for name, column in parsed.items() if column.unreadable.any()), None)
    sums = pl.DataFrame(
        {
            ROW: below[ROW],
            "label": pl.Series([None] * below.height, dtype=pl.String) if label is None else below[label],
            "total": parsed[f"c{total}"].values,
            "parts": below.select(
                pl.sum_horizontal(parsed[name].values.fill_null(0.0).alias(name) for name in parts)
            ).to_series(),
            "given": below.select(
                pl.any_horizontal(parsed[n].values.is_not_null().alias(n) for n in parts)
            ).to_series(),
        }
    ).filter(pl.col("total").is_not_null() & pl.col("given"))
    return _finding(grid, sums)


def _finding(grid: Grid, sums: pl.DataFrame) -> Finding:
    rows = sums.filter((pl.col("parts") - pl.col("total")).abs() > _ROUNDING).select(
        pl.lit(grid.sheet or grid.file).alias("table"),
        pl.format("baris {}", ROW).alias("id"),
        pl.col("label").alias("name"),
        pl.lit(None, pl.String).alias("unit"),
        pl.format("jumlah tercetak {}, jumlah bagian {}", _plain("total"), _plain("parts")).alias("detail"),
    )
    sheet = f" – lembar {grid.sheet}" if grid.sheet else ""
    return Finding(
        code="REK_1",
        name=f"Bagian tidak berjumlah sama dengan totalnya: {grid.file}{sheet}",
        who=UNIT_HEAD,
        remedy="Cocokkan dengan sumbernya sebelum dipakai; mungkin ada kolom yang bergeser atau hilang.",
        tested=sums.height,
        rows=rows.select(pl.col(name).cast(dtype) for name, dtype in ROW_SCHEMA.items()),
        reason="" if sums.height else "tidak ada baris berangka",
    )


def _plain(column: str) -> pl.Expr:
    """A number as people write it: no decimals where there are none."""
    return pl.col(column).cast(pl.String).str.replace(r"\.0$", "")


def _total_column(grid: Grid) -> tuple[int, int] | None:
    """Row number of the header and place of the first total column with numbers before it."""
    for number, *labels in grid.cells.filter(pl.col(ROW) <= HEADER_ROWS).iter_rows():
        for place, label in enumerate(labels):
            if label and place > _FEWEST_PARTS - 1 and _TOTAL.match(label):
                return number, place
    return None


def _is_numeric(column: Parsed) -> bool:
    return column.values.count() > 0 and not column.unreadable.any()

"""Rows that had to be refused: why, what would remedy it, and their cells as the file has them.

The cells lie beside the reading, not in the database: a file carries more of a person than anybody asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from penata.intake.dataset import Count
from penata.intake.issues import Issues
from penata.intake.kinds import READERS
from penata.intake.reader import recognise
from penata.intake.text.grid import ROW, Grid, read_grids
from penata.intake.text.sheet import find_header, heading_key
from penata.tables import TABLES, InputError
from penata.vocabulary import Severity
from penata_web.registry.enums import NUMBER_HEADING


@dataclass(frozen=True, slots=True)
class Refusal:
    """One row of a sheet, or a whole file (``row`` None), with all that is wrong with it."""

    file: str
    sheet: str
    row: int | None
    column: str
    value: str
    reason: str
    remedy: str
    table: str


def refusals(issues: Issues, counts: Sequence[Count]) -> list[Refusal]:
    """One for each row refused, in the order of the files."""
    kinds = {(count.file, count.sheet): count.kind.removeprefix("tabel ") for count in counts}
    errors = issues.frame().filter(pl.col("severity") == str(Severity.ERROR))
    rows = errors.group_by("file", "sheet", "row", maintain_order=True).agg(
        _joined("column", ", "), _joined("value", ", "), _joined("message", "; "), _joined("remedy", "; ")
    )
    return [
        Refusal(
            row["file"], row["sheet"], row["row"], row["column"], row["value"], row["message"], row["remedy"],
            kinds.get((row["file"], row["sheet"]), ""),
        )
        for row in rows.iter_rows(named=True)
    ]  # fmt: skip


def original_cells(paths: Sequence[Path], refused: Sequence[Refusal]) -> pl.DataFrame:
    """file, sheet, row, cells: the header rows and the refused rows of each sheet, as text."""
    wanted: dict[tuple[str, str], list[int]] = {}
    for one in refused:
        if one.row is not None:
            wanted.setdefault((one.file, one.sheet), []).append(one.row)
    parts = [pl.DataFrame(schema=CELLS)]
    for path in paths:
        if any(file == path.name for file, _ in wanted):
            for grid in read_grids(path):
                rows = wanted.get((path.name, grid.sheet))
                if rows:
                    parts.append(_cells(grid, rows, path.stem))
    return pl.concat(parts)


def named_in(cells: pl.DataFrame | None) -> frozenset[str]:
    """Every value that a refused row shows."""
    if cells is None or not cells.height:
        return frozenset()
    values = cells.filter(~pl.col("is_header"))["cells"].explode().drop_nulls()
    return frozenset(values.str.strip_prefix("'").unique())


CELLS: Final = {
    "file": pl.String(), "sheet": pl.String(), "row": pl.Int64(), "is_header": pl.Boolean(),
    "cells": pl.List(pl.String()),
}  # fmt: skip


def answered_numbers(paths: Sequence[Path], refused: Sequence[Refusal]) -> tuple[list[int], list[int]]:
    """Numbers of earlier refusals whose rows came again: those that can stand now, and those that cannot."""
    again = {(one.file, one.sheet, one.row) for one in refused}
    good: list[int] = []
    bad: list[int] = []
    for path in paths:
        try:
            grids = (
                read_grids(path) if path.suffix.lower() in {".xlsx", ".xls"} and path.stat().st_size < _LARGE else []
            )
        except InputError:
            continue
        for grid in grids:
            for row, number in _numbers(grid):
                (bad if (path.name, grid.sheet, row) in again else good).append(number)
    return good, bad


_LARGE: Final = 20_000_000
"""Bytes of a workbook that cannot be one of refused rows."""


def _numbers(grid: Grid) -> list[tuple[int, int]]:
    wanted = heading_key(NUMBER_HEADING)
    for head in grid.cells.head(10).iter_rows(named=True):
        for name, cell in head.items():
            if name != ROW and cell and heading_key(cell) == wanted:
                below = grid.cells.filter(pl.col(ROW) > head[ROW]).select(
                    ROW, pl.col(name).cast(pl.Int64, strict=False)
                )
                return below.drop_nulls().rows()
    return []


def _cells(grid: Grid, rows: Sequence[int], stem: str) -> pl.DataFrame:
    last = _last_header_row(grid, stem)
    columns = grid.cells.columns[1:]
    chosen = grid.cells.filter((pl.col(ROW) <= last) | pl.col(ROW).is_in(list(rows)))
    return chosen.select(
        pl.lit(grid.file).alias("file"), pl.lit(grid.sheet).alias("sheet"), ROW,
        (pl.col(ROW) <= last).alias("is_header"), pl.concat_list(columns).alias("cells"),
    )  # fmt: skip


def _last_header_row(grid: Grid, stem: str) -> int:
    found = recognise(grid, READERS)
    if found is not None:
        return found.header.last_row
    key = heading_key(grid.sheet or stem)
    for name, table in TABLES.items():
        if key in {heading_key(name), heading_key(table.label)}:
            header = find_header(grid, {column.name: (column.name, column.label) for column in table.columns})
            return header.last_row if header is not None else 1
    return 1


def _joined(name: str, between: str) -> pl.Expr:
    return pl.col(name).filter(pl.col(name) != "").unique(maintain_order=True).str.join(between)

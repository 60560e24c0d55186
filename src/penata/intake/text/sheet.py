"""A grid with its header found: columns under the names that a reader asks for.

The header may stand in any of the first ten rows, under titles, and may spread over two rows (a group above,
its parts below). Headings are compared by letters and digits only, so case, blanks and punctuation do not
matter. What is not asked for is counted and named, and never read any further: an export carries religion,
telephone numbers and NIK.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import polars as pl

from penata.intake.text.grid import ROW, Grid

HEADER_ROWS: Final = 10

Headings = Mapping[str, Sequence[str]]
"""Field name to the headings under which files show it, dearest first; the name itself counts last."""


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header is: ``last_row`` (data begin below), column of each field, heading shown, and the rest."""

    last_row: int
    columns: Mapping[str, str]
    shown: Mapping[str, str]
    undeclared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One recognised sheet: its data rows under the reader's own field names.

    ``rows``: ``row`` (spreadsheet row number) and one String column for *every* field of the reader's headings
    (all null where the file has no such column; ``has`` tells). ``undeclared``: headings nobody asked for.
    """

    file: str
    sheet: str
    rows: pl.DataFrame
    header: Header
    _grid: Grid = field(repr=False)

    @property
    def undeclared(self) -> tuple[str, ...]:
        """Headings that were not asked for: counted and named, never stored."""
        return self.header.undeclared

    def has(self, name: str) -> bool:
        """Whether the file has a column for this field."""
        return name in self.header.columns

    def shown(self, name: str) -> str:
        """The heading as the file shows it, for messages; the field's name where the file has none."""
        return self.header.shown.get(name, name)

    def numbers(self, name: str) -> pl.Series:
        """Where the cells of this field were stored as numbers rather than text (Boolean, one per data row)."""
        if name not in self.header.columns:
            return pl.repeat(value=False, n=self.rows.height, dtype=pl.Boolean, eager=True)
        column = self.header.columns[name]
        typed = self._grid.cells.select(ROW).with_columns(self._grid.numbers([column])[column].alias("t"))
        return self.rows.select(ROW).join(typed, on=ROW, how="left", validate="1:1", maintain_order="left")["t"]


@lru_cache(maxsize=4096)
def heading_key(heading: str) -> str:
    """A heading as it is compared: lower case, letters and digits only; "+/-" counts as "selisih".

    >>> heading_key("  Tgl._Lahir "), heading_key("+/-")
    ('tgllahir', 'selisih')
    """
    return re.sub(r"[^0-9a-z]+", "", heading.replace("+/-", "selisih").lower())


def find_header(grid: Grid, headings: Headings) -> Header | None:
    """The header row (or two) with most hits among the first ten rows; None where no heading is found.

    On a tie the later row counts, since what stands above it cannot be data.
    """
    keys = {heading_key(alias): name for name, aliases in headings.items() for alias in (name, *aliases)}
    top = grid.cells.filter(pl.col(ROW) <= HEADER_ROWS).rows()
    rank = {name: [heading_key(a) for a in (*aliases, name)] for name, aliases in headings.items()}
    best: Header | None = None
    for place, (number, *cells) in enumerate(top):
        alone = _header(number, [[cell] if cell else [] for cell in cells], keys, rank)
        if alone.columns and (best is None or len(alone.columns) >= len(best.columns)):
            best = alone
        if place and top[place - 1][0] == number - 1:
            both = _header(number, _two_rows(cells, top[place - 1][1:]), keys, rank)
            if best is not None and len(both.columns) > len(best.columns):
                best = both
    return best


def read_sheet(grid: Grid, header: Header, headings: Headings) -> Sheet:
    """The rows below the header under the reader's field names; a row that only numbers the columns is no data."""
    below = grid.cells.filter(pl.col(ROW) > header.last_row)
    if below.height and _numbers_columns(below.row(0)[1:]):
        below = below.slice(1)
    fields = [
        (pl.col(header.columns[n]) if n in header.columns else pl.lit(None, dtype=pl.String)).alias(n) for n in headings
    ]
    return Sheet(grid.file, grid.sheet, below.select(ROW, *fields), header, grid)


def _two_rows(cells: Sequence[str | None], above: Sequence[str | None]) -> list[list[str]]:
    """A row read together with the group row above it; each cell gives its candidates in order.

    A group stands over its own column and over the following ones without a group of their own. Where the
    lower cell is empty the upper one is the heading (a cell merged over both rows).
    """
    group = None
    labels = []
    for cell, upper in zip(cells, above, strict=True):
        group = upper or (group if cell else None)
        grouped = [f"{group} {cell}"] if group and cell else []
        labels.append([*grouped, cell] if cell else [upper] if upper else [])
    return labels


def _header(number: int, labels: list[list[str]], keys: Mapping[str, str], rank: Mapping[str, list[str]]) -> Header:
    """Each field takes the column that shows its dearest heading; the first such column where several do."""
    taken: dict[str, tuple[int, str, str]] = {}
    for position, candidates in enumerate(labels):
        hit = next(((keys[k], k, word) for word in candidates if (k := heading_key(word)) in keys), None)
        if hit is None:
            continue
        name, key, word = hit
        place = rank[name].index(key)
        if name not in taken or place < taken[name][0]:
            taken[name] = (place, f"c{position}", word)
    columns = {name: column for name, (_, column, _) in taken.items()}
    rest = [words[-1] for position, words in enumerate(labels) if words and f"c{position}" not in columns.values()]
    shown = {name: word for name, (_, _, word) in taken.items()}
    return Header(number, columns, shown, tuple(rest))


def _numbers_columns(cells: Sequence[str | None]) -> bool:
    """Whether a row only counts the columns: 1, 2, 3 or (1), (2), (3)."""
    words = [cell.strip("() ") for cell in cells if cell]
    return len(words) > 2 and words == [str(n) for n in range(1, len(words) + 1)]

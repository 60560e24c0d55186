"""What a declared table is: columns with type, codes, references and meaning."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import polars as pl


class Kind(StrEnum):
    """Type of a column's values, as people write them in a file."""

    TEXT = "TEXT"
    WHOLE = "WHOLE"
    NUMBER = "NUMBER"
    BOOL = "BOOL"
    DATE = "DATE"
    CODE = "CODE"
    CODES = "CODES"  # several values in one cell, separated by ";"


DTYPES: Final[dict[Kind, pl.DataType]] = {
    Kind.TEXT: pl.String(),
    Kind.WHOLE: pl.Int64(),
    Kind.NUMBER: pl.Float64(),
    Kind.BOOL: pl.Boolean(),
    Kind.DATE: pl.Date(),
    Kind.CODE: pl.String(),
    Kind.CODES: pl.List(pl.String),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One declared column.

    ``key``: a row without a value is refused. ``codes``: the only values allowed (CODE). ``refers``:
    "table.column" where the value must exist if that table is present. ``plan_needs``: its absence is
    kept, reported, and handled by a stated policy. ``sensitive``: shown only to those who need it.
    """

    name: str
    kind: Kind
    label: str
    meaning: str
    key: bool = False
    codes: tuple[str, ...] = ()
    refers: str = ""
    plan_needs: bool = False
    sensitive: bool = False
    minimum: int | None = None
    maximum: int | None = None

    @property
    def dtype(self) -> pl.DataType:
        """Polars type of the parsed column."""
        return DTYPES[self.kind]


@dataclass(frozen=True, slots=True)
class Table:
    """One declared table; ``unique`` names the columns whose values identify a row."""

    name: str
    label: str
    meaning: str
    columns: tuple[Column, ...]
    unique: tuple[str, ...] = ()
    required: bool = False
    _by_name: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the columns by name."""
        object.__setattr__(self, "_by_name", {column.name: column for column in self.columns})

    def __getitem__(self, name: str) -> Column:
        """The column called ``name``; KeyError where the table does not declare it."""
        return self._by_name[name]

    def __contains__(self, name: str) -> bool:
        """Whether the table declares a column called ``name``."""
        return name in self._by_name

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """Column names and Polars types, in declared order."""
        return {column.name: column.dtype for column in self.columns}

    def empty(self) -> pl.DataFrame:
        """A frame of this table without rows."""
        return pl.DataFrame(schema=self.schema)

    def conform(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The frame with exactly the declared columns in declared order; absent ones are null."""
        have = set(frame.columns)
        return frame.select(
            (pl.col(c.name) if c.name in have else pl.lit(None)).cast(c.dtype).alias(c.name) for c in self.columns
        )

"""The registry as the library's dataset, for any day."""

import datetime as dt
import hashlib
from collections.abc import Collection
from typing import Any, Final

import polars as pl

from penata.tables import TABLES, Dataset, Table, dataset_of
from penata.tables.schema import Kind
from penata_web.registry.models import DATED
from penata_web.registry.models.dated import DatedRows
from penata_web.shared.bulk import frame_of

RENAMED = {"from": "from_date", "valid_until": "good_until"}
"""Columns whose name is a word of Python or of ``Dated``; the attribute of the model is called otherwise."""


KEY_BYTES: Final = 1000
"""An index of PostgreSQL does not hold much longer keys."""


def attribute(column: str) -> str:
    """Name of the model's attribute that holds a column."""
    return RENAMED.get(column, column)


def dataset(day: dt.date, *, without: Collection[str] = ()) -> Dataset:
    """Everything that held on a day, in every table that has a row; ids and types as the library declares them.

    Tables that the asker never looks at may be left out by name: they are large.
    """
    found = {name: table_frame(name, day) for name in TABLES if name not in without}
    return dataset_of({name: frame for name, frame in found.items() if frame.height})


def table_frame(name: str, day: dt.date) -> pl.DataFrame:
    """The rows of one table that held on a day."""
    return frame_of_rows(name, DATED[name].objects.on(day))


def frame_of_rows(name: str, rows: DatedRows[Any]) -> pl.DataFrame:
    """Chosen rows of one table; one query."""
    table = TABLES[name]
    schema: dict[str, Any] = {
        attribute(column.name): pl.String() if column.kind is Kind.CODES else column.dtype for column in table.columns
    }
    frame = frame_of(rows, schema).rename({attribute(c.name): c.name for c in table.columns})
    return frame.with_columns(pl.col(c.name).str.split(";") for c in table.columns if c.kind is Kind.CODES)


def flat(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame as the database keeps it: several values in one cell joined by ";", and the key beside."""
    joined = frame.with_columns(
        pl.col(c.name).list.join(";").replace("", None) for c in table.columns if c.kind is Kind.CODES
    )
    keyed = joined.with_columns(_key(table).alias("key"))
    if not (keyed["key"].str.len_bytes() > KEY_BYTES).any():
        return keyed
    return keyed.with_columns(pl.Series("key", [_shortened(key) for key in keyed["key"]], dtype=pl.String))


def _key(table: Table) -> pl.Expr:
    """What identifies a row over time; a table without a declared key is identified by all its values."""
    names = table.unique or tuple(column.name for column in table.columns)
    cells = [pl.col(name).cast(pl.String).fill_null("") for name in names]
    if len(cells) == 1:
        return cells[0]
    # A separator inside a value bears a sign, so that no two rows share a key.
    signed = [cell.str.replace_many(["\\", "|"], ["\\\\", "\\|"]) for cell in cells]
    return pl.concat_str(signed, separator="|")


def _shortened(key: str) -> str:
    """A long key by its beginning and its digest."""
    written = key.encode()
    return key if len(written) <= KEY_BYTES else f"{key[:100]}…{hashlib.sha256(written).hexdigest()}"

"""What taking a dataset over would do: rows added, changed and ended, table by table.

The dry run and the take-over read the same ``Difference``, so that what was shown is what is done.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from penata.intake.dataset import load_dataset
from penata.tables import TABLES, Dataset
from penata_web.registry.frames import flat, table_frame


@dataclass(frozen=True, slots=True)
class Difference:
    """One table: ``added`` and ``changed`` hold the new rows, ``ended`` and ``before`` the present ones.

    ``before`` has the rows of ``changed`` as they are now, in the same order. Frames are flat, with ``key``.
    """

    table: str
    added: pl.DataFrame
    changed: pl.DataFrame
    before: pl.DataFrame
    ended: pl.DataFrame
    same: int

    @property
    def touches(self) -> int:
        """How many rows would be written."""
        return self.added.height + self.changed.height + self.ended.height


def read_folder(folder: Path) -> Dataset:
    """A dataset's folder or workbook, every row acceptable; ``penata.tables.InputError`` otherwise."""
    return load_dataset(folder)


def differences(new: Dataset, *, on: dt.date, complete: Collection[str]) -> list[Difference]:
    """What differs from the registry on a day, for every table given; tables named ``complete`` also end rows."""
    return [difference(name, new[name], on=on, complete=name in complete) for name in TABLES if name in new.given]


def difference(name: str, frame: pl.DataFrame, *, on: dt.date, complete: bool) -> Difference:
    """What differs in one table. ``complete``: a row that the file does not hold has ended."""
    table = TABLES[name]
    new = flat(table, table.conform(frame)).unique("key", keep="last", maintain_order=True)
    old = flat(table, table_frame(name, on))
    columns = [column.name for column in table.columns]
    added = new.join(old, on="key", how="anti")
    ended = old.join(new, on="key", how="anti") if complete else old.clear()
    both = new.join(old, on="key", how="inner", suffix=" before")
    differs = pl.any_horizontal(
        pl.col(name).ne_missing(pl.col(f"{name} before")) for name in columns if f"{name} before" in both.columns
    )
    changed = both.filter(differs)
    before = changed.select("key", *(pl.col(f"{name} before").alias(name) for name in columns))
    return Difference(
        table=name,
        added=added,
        changed=changed.select(new.columns),
        before=before.select(old.columns),
        ended=ended,
        same=both.height - changed.height,
    )

"""What taking a dataset over would do: rows added, changed and ended, table by table.

The dry run and the take-over compute the same ``Difference`` and compare its digest, so that what was shown is what
is done.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import polars as pl

from penata.tables import TABLES, Dataset, Table
from penata_web.registry.frames import flat, table_frame

Tell = Callable[[str, int, int], None]
"""Hears where the work stands: what is done, how far, of how much."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One table: ``added`` and ``changed`` hold the new rows, ``ended`` and ``before`` the present ones.

    ``before`` has the rows of ``changed`` as they are now, in the same order. ``absent``: rows of the registry that the
    files do not hold; they end where the files are the complete list. ``untold``: columns of which the files tell
    nothing, so that what the registry knows stays. Frames are flat, with ``key``.
    """

    table: str
    added: pl.DataFrame
    changed: pl.DataFrame
    before: pl.DataFrame
    ended: pl.DataFrame
    same: int
    absent: int = 0
    untold: tuple[str, ...] = ()

    @property
    def touches(self) -> int:
        """How many rows would be written."""
        return self.added.height + self.changed.height + self.ended.height


def differences(
    new: Dataset, *, on: dt.date, complete: Collection[str], partial: bool = False,
    refused: Collection[str] = (), tell: Tell | None = None,
) -> list[Difference]:  # fmt: skip
    """What differs from the registry on a day, for every table given; tables named ``complete`` also end rows."""
    given = [name for name in TABLES if name in new.given]
    found = []
    for place, name in enumerate(given):
        if tell is not None:
            tell(TABLES[name].label, place, len(given))
        is_complete = name in complete
        found.append(difference(name, new[name], on=on, complete=is_complete, partial=partial, refused=refused))
    return found


def difference(
    name: str, frame: pl.DataFrame, *, on: dt.date, complete: bool, partial: bool = False,
    refused: Collection[str] = (),
) -> Difference:  # fmt: skip
    """What differs in one table. ``complete``: a row that the file does not hold has ended.

    ``partial``: a column without any value is one that the files do not have, and says nothing. ``refused``: cells of
    rows that were refused; whatever they name is in the files all the same, and does not end.
    """
    table = TABLES[name]
    new = flat(table, table.conform(frame)).unique("key", keep="last", maintain_order=True)
    old = flat(table, table_frame(name, on)).sort("key")
    columns = [column.name for column in table.columns]
    absent = _unnamed(table, old.join(new, on="key", how="anti", maintain_order="left"), refused)
    both = new.join(old, on="key", how="inner", suffix=" before", maintain_order="left")
    untold = tuple(
        name
        for name in columns
        if partial and new[name].null_count() == new.height and old[name].null_count() < old.height
    )
    both = both.with_columns(pl.col(f"{name} before").alias(name) for name in untold)
    differs = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name} before")) for name in columns)
    changed = both.filter(differs)
    return Difference(
        table=name,
        added=new.join(old, on="key", how="anti", maintain_order="left"),
        changed=changed.select(new.columns),
        before=changed.select(*(pl.col(f"{name} before").alias(name) for name in columns), "key").select(old.columns),
        ended=absent if complete else absent.clear(),
        same=both.height - changed.height,
        absent=absent.height,
        untold=untold,
    )


def _unnamed(table: Table, rows: pl.DataFrame, refused: Collection[str]) -> pl.DataFrame:
    """Rows whose id, with all its parts, no refused row shows."""
    if not refused:
        return rows
    parts = pl.col(table.columns[0].name).str.strip_prefix("S-").str.split(":")
    return rows.filter(~parts.list.eval(pl.element().is_in(list(refused))).list.all())


def digest_of(found: Sequence[Difference], *, on: dt.date) -> str:
    """SHA-256 over all that would be written, and over what would be replaced by it."""
    total = hashlib.sha256(on.isoformat().encode())
    for one in found:
        if one.touches:
            total.update(f"\n{one.table}\n".encode())
            for part in (one.added, one.changed, one.before, one.ended):
                total.update(part.sort("key").write_csv().encode())
    return total.hexdigest()

"""Rows that people made here, not in a file: they enter the registry the same way, as a batch."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import polars as pl
from django.db import transaction

from penata.tables import TABLES
from penata_web.registry.enums import BatchState
from penata_web.registry.frames import flat
from penata_web.registry.importing import Difference, difference
from penata_web.registry.models import Batch
from penata_web.registry.operations.batches import take_batch
from penata_web.shared.acting import Acting


@transaction.atomic
def take_rows(
    *, title: str, rows: Mapping[str, pl.DataFrame], on: dt.date, by: Acting, at: dt.datetime,
    gone: Mapping[str, pl.DataFrame] | None = None,
) -> Batch:  # fmt: skip
    """Take rows of some tables over from a day on: dated, undoable as a whole; what they do not name stays.

    ``rows``: frames by the name of the table, with its declared columns. ``gone``: of those tables the rows, as they
    are now, that end unless they stand in ``rows`` too.
    """
    found = [_found(name, frame, (gone or {}).get(name), on) for name, frame in rows.items()]
    batch = Batch.objects.create(title=title, state=BatchState.TESTED, as_of=on, created_by=by.account, created_at=at)
    return take_batch(batch=batch, found=found, by=by, at=at)


def _found(name: str, frame: pl.DataFrame, gone: pl.DataFrame | None, on: dt.date) -> Difference:
    one = difference(name, frame, on=on, complete=gone is not None)
    if gone is None:
        return one
    table = TABLES[name]
    keys = flat(table, table.conform(gone))["key"]
    return replace(one, ended=one.ended.filter(pl.col("key").is_in(keys.implode())))

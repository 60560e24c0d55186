"""Rows that people made here, not in a file: they enter the registry the same way, as a batch."""

import datetime as dt

import polars as pl
from django.db import transaction

from penata_web.registry.enums import BatchState
from penata_web.registry.importing import difference
from penata_web.registry.models import Batch
from penata_web.registry.operations.batches import take_batch
from penata_web.shared.acting import Acting


@transaction.atomic
def take_rows(*, title: str, rows: dict[str, pl.DataFrame], on: dt.date, by: Acting, at: dt.datetime) -> Batch:
    """Take rows of some tables over from a day on: dated, undoable as a whole; what they do not name stays.

    ``rows``: frames by the name of the table, with its declared columns.
    """
    found = [difference(name, frame, on=on, complete=False) for name, frame in rows.items()]
    batch = Batch.objects.create(title=title, state=BatchState.TESTED, as_of=on, created_by=by.account, created_at=at)
    return take_batch(batch=batch, found=found, by=by, at=at)

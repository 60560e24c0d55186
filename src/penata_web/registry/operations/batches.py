"""What changes the registry: a batch is taken over as a whole, and undone as a whole."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, Final

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _

from penata.tables import Dataset
from penata_web.registry.enums import BatchState
from penata_web.registry.frames import attribute
from penata_web.registry.importing import Difference, differences
from penata_web.registry.models import DATED, Batch, Dated, Unit
from penata_web.registry.operations.lines import redraw_lines
from penata_web.shared import acts
from penata_web.shared.acting import Acting
from penata_web.shared.bulk import bulk_load

CHUNK: Final = 500


class CannotUndoError(Exception):
    """Something was taken over since that stands on this batch."""


@transaction.atomic
def take_batch(*, batch: Batch, found: Sequence[Difference], by: Acting, at: dt.datetime) -> Batch:
    """Write the differences of a tested batch: new versions of rows from its day on, ends of the old ones."""
    for one in found:
        model = DATED[one.table]
        for keys in _chunks([*one.changed["key"], *one.ended["key"]]):
            held = model.objects.filter(key__in=keys, valid_until__isnull=True)
            held.update(valid_until=batch.as_of, ended_by=batch)
        _insert(model, pl.concat([one.added, one.changed]), batch)
    if any(one.table == "units" and one.touches for one in found):
        _write_paths()
    batch.state, batch.taken_at = BatchState.TAKEN, at
    batch.save()
    redraw_lines(since=batch.as_of)
    acts.record(
        by=by, at=at, verb="TAKE_BATCH", thing="batch", thing_id=batch.pk,
        after={one.table: [one.added.height, one.changed.height, one.ended.height] for one in found if one.touches}
        | {"digest": batch.digest},
    )  # fmt: skip
    return batch


def take_dataset(*, dataset: Dataset, title: str, as_of: dt.date, by: Acting, at: dt.datetime) -> Batch:
    """Take a whole dataset over in one go: its tables are complete, what they do not hold has ended."""
    batch = Batch.objects.create(
        title=title, state=BatchState.TESTED, as_of=as_of, created_at=at, created_by=by.account, digest=dataset.digest()
    )
    return take_batch(batch=batch, found=differences(dataset, on=as_of, complete=dataset.given), by=by, at=at)


@transaction.atomic
def undo_batch(*, batch: Batch, by: Acting, at: dt.datetime, reason: str) -> Batch:
    """Take a batch back as a whole; refused where a later batch has changed what it brought."""
    for name, model in DATED.items():
        later = model.objects.filter(batch=batch).exclude(ended_by=None).exclude(ended_by=batch).first()
        if later is not None:
            assert later.ended_by is not None
            raise CannotUndoError(
                _("Baris %(key)s di tabel %(table)s sudah diubah oleh “%(later)s”. Batalkan itu lebih dahulu.")
                % {"key": later.key, "table": name, "later": later.ended_by.title}
            )
    for model in DATED.values():
        model.objects.filter(batch=batch).delete()
        model.objects.filter(ended_by=batch).update(valid_until=None, ended_by=None)
    _write_paths()
    batch.state, batch.undone_at = BatchState.UNDONE, at
    batch.save()
    redraw_lines(since=batch.as_of)
    acts.record(by=by, at=at, verb="UNDO_BATCH", thing="batch", thing_id=batch.pk, reason=reason)
    return batch


def _insert(model: type[Dated], rows: pl.DataFrame, batch: Batch) -> None:
    if rows.is_empty():
        return
    names = [attribute(name) for name in rows.columns]
    fixed = [batch.as_of, None, batch.pk, None]
    columns = [*names, "valid_from", "valid_until", "batch", "ended_by"]
    more: list[Any] = []
    if model is Unit:
        columns, more = [*columns, "path"], [""]
    bulk_load(model, columns, ([*row, *fixed, *more] for row in rows.iter_rows()))


def _write_paths() -> None:
    """The path of every current unit, from its parents; a circle of parents is cut where it closes."""
    units = {unit.unit_id: unit for unit in Unit.objects.filter(valid_until__isnull=True)}
    stale = []
    for unit in units.values():
        ids: list[str] = []
        above: Unit | None = unit
        while above is not None and above.unit_id not in ids:
            ids.append(above.unit_id)
            above = units.get(above.parent_id or "")
        path = f"/{'/'.join(reversed(ids))}/"
        if unit.path != path:
            unit.path = path
            stale.append(unit)
    Unit.objects.bulk_update(stale, ["path"], batch_size=CHUNK)


def _chunks(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]

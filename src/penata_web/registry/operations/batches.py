"""What changes the registry: a batch is taken over as a whole, and undone as a whole."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, Final

import polars as pl
from django.db import connection, transaction
from django.utils.translation import gettext as _

from penata.tables import TABLES, Dataset
from penata_web.registry.enums import BatchState
from penata_web.registry.frames import attribute
from penata_web.registry.importing import Difference, differences
from penata_web.registry.models import DATED, Batch, Dated, Unit
from penata_web.registry.operations.lines import redraw_lines
from penata_web.shared import acts
from penata_web.shared.acting import Acting
from penata_web.shared.bulk import load_frame, update_rows

CHUNK: Final = 2000
LOCK: Final = 7_301_001
"""Number under which PostgreSQL lets one transaction after the other change the registry."""


class CannotUndoError(Exception):
    """Something was taken over since that stands on this batch."""


@transaction.atomic
def take_batch(*, batch: Batch, found: Sequence[Difference], by: Acting, at: dt.datetime) -> Batch:
    """Write the differences of a tested batch: new versions of rows from its day on, ends of the old ones."""
    hold_registry()
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
    """Take a batch back as a whole; refused where a later batch stands on what it brought."""
    hold_registry()
    if standing := later_batches(batch):
        raise CannotUndoError(
            _("Tidak dapat dibatalkan: %(later)s berdiri di atas data ini. Batalkan itu lebih dahulu.")
            % {"later": ", ".join(f"“{later.title}”" for later in standing)}
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


def later_batches(batch: Batch) -> list[Batch]:
    """Batches that changed a row of this one since, or refer to a row that only this one brought."""
    later: set[int] = set()
    for model in DATED.values():
        changed = model.objects.filter(batch=batch).exclude(ended_by=None).exclude(ended_by=batch)
        later |= set(changed.values_list("ended_by", flat=True).distinct())
    for name, model in DATED.items():
        for column in (column for column in TABLES[name].columns if column.refers):
            target, key = column.refers.split(".")
            brought = DATED[target].objects.filter(batch=batch).values(attribute(key))
            known = DATED[target].objects.filter(ended_by=batch).values(attribute(key))
            standing = model.objects.current().exclude(batch=batch).filter(**{f"{attribute(column.name)}__in": brought})
            fresh = standing.exclude(**{f"{attribute(column.name)}__in": known})
            later |= set(fresh.values_list("batch", flat=True).distinct())
    return list(Batch.objects.filter(pk__in=later))


def hold_registry() -> None:
    """Let nobody else change the registry until this transaction ends; on SQLite a transaction does so by itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _insert(model: type[Dated], rows: pl.DataFrame, batch: Batch) -> None:
    fixed: dict[str, Any] = {"valid_from": batch.as_of, "batch": batch.pk}
    if model is Unit:
        fixed["path"] = ""
    named = rows.rename({name: attribute(name) for name in rows.columns})
    load_frame(model, named.with_columns(pl.lit(value).alias(name) for name, value in fixed.items()))


def _write_paths() -> None:
    """The path of every current unit, from its parents; a circle of parents is cut where it closes."""
    rows = list(Unit.objects.current().values_list("pk", "unit_id", "parent_id", "path"))
    above = {unit_id: parent_id for _pk, unit_id, parent_id, _path in rows}
    stale = []
    for pk, unit_id, _parent_id, path in rows:
        ids: list[str] = []
        at: str | None = unit_id
        while at in above and at not in ids:
            ids.append(at)
            at = above[at]
        right = f"/{'/'.join(reversed(ids))}/"
        if path != right:
            stale.append((right, pk))
    update_rows(Unit, "path", stale)


def _chunks(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]

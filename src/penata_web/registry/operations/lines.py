"""Keeps the lines of the lists in step with what was taken and undone."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

import polars as pl
from django.db import transaction

from penata_web.registry.enums import BatchState
from penata_web.registry.frames.lines import lines_on
from penata_web.registry.models import Batch, FaultLine, Line, PersonLine, PostLine, QualityLine, UnitLine
from penata_web.shared.bulk import bulk_load, frame_of

CHUNK: Final = 500
LINES: Final[tuple[type[Line], ...]] = (PersonLine, PostLine, UnitLine, FaultLine, QualityLine)


@transaction.atomic
def redraw_lines(*, since: dt.date) -> None:
    """Derive the lines anew for every day from ``since`` on which a batch that still stands was taken.

    Lines from before that day stay as they are; a line that did not change keeps its first day.
    """
    for model in LINES:
        model._default_manager.filter(valid_from__gte=since).delete()
        model._default_manager.filter(valid_until__gte=since).update(valid_until=None)
    taken = Batch.objects.filter(state=BatchState.TAKEN, as_of__gte=since)
    for day in sorted(set(taken.values_list("as_of", flat=True))):
        _draw(day)


def _draw(day: dt.date) -> None:
    found = lines_on(day)
    _replace(PersonLine, found.persons, day)
    _replace(PostLine, found.posts, day)
    _replace(UnitLine, found.units, day)
    _replace(FaultLine, found.faults, day)
    QualityLine.objects.filter(valid_until__isnull=True).update(valid_until=day)
    QualityLine.objects.create(valid_from=day, document=found.quality)


def _replace(model: type[Line], new: pl.DataFrame, day: dt.date) -> None:
    """End the lines that are no more, write those that are new."""
    schema: dict[str, Any] = dict(new.schema)
    old = frame_of(model._default_manager.filter(valid_until__isnull=True), {"pk": pl.Int64(), **schema})
    names = list(schema)
    ended = old.join(new, on=names, how="anti", nulls_equal=True)["pk"].to_list()
    for start in range(0, len(ended), CHUNK):
        chunk: Sequence[int] = ended[start : start + CHUNK]
        model._default_manager.filter(pk__in=chunk).update(valid_until=day)
    added = new.join(old, on=names, how="anti", nulls_equal=True)
    if added.height:
        bulk_load(model, [*names, "valid_from", "valid_until"], ([*row, day, None] for row in added.iter_rows()))

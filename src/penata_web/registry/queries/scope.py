"""What a capacity sees of dated lines: its agency, its unit with all below it, or the own person."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Max, Min, Q, QuerySet

from penata_web.registry.enums import BatchState
from penata_web.registry.models import Batch, PersonLine, PostLine, UnitLine
from penata_web.shared.acting import Acting


@dataclass(frozen=True, slots=True)
class Span:
    """Since when the registry knows anything, and the day of what it knew last on the day asked about."""

    since: dt.date | None
    latest: dt.date | None


def span(on: dt.date) -> Span:
    """The first day of which anything was taken, and the latest one up to a day."""
    taken = Batch.objects.filter(state=BatchState.TAKEN)
    found = taken.aggregate(since=Min("as_of"), latest=Max("as_of", filter=Q(as_of__lte=on)))
    return Span(found["since"], found["latest"])


def within(rows: QuerySet[Any, Any], acting: Acting, *, on: dt.date | None) -> QuerySet[Any, Any]:
    """The lines of an agency, or below a unit as the tree stood on a day (None: as it stands now).

    Where neither binds the capacity, all of them.
    """
    if acting.agency_id:
        rows = rows.filter(agency_id=acting.agency_id)
    if acting.unit_id:
        rows = rows.filter(below(_path_of(acting.unit_id, on)))
    return rows


def below(path: str) -> Q:
    """Lines of a unit and of everything below it, so that each engine finds them by its index."""
    if connection.vendor == "sqlite":
        return Q(path__gte=path, path__lt=f"{path[:-1]}0")  # "0" comes right after "/"
    return Q(path__startswith=path)


def _path_of(unit_id: str, on: dt.date | None) -> str:
    lines = UnitLine.objects.filter(unit_id=unit_id)
    known = lines.current() if on is None else lines.on(on)
    path = known.values_list("path", flat=True).first()
    return path or f"/{unit_id}/"


def all_lines(model: type[PersonLine] | type[PostLine] | type[UnitLine], on: dt.date | None) -> QuerySet[Any, Any]:
    """The lines that held on a day, or that hold now."""
    return model.objects.current() if on is None else model.objects.on(on)

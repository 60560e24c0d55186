"""Units and their tree, as a capacity may see them."""

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet, Sum

from penata_web.registry import permissions
from penata_web.registry.models import PersonLine, UnitLine
from penata_web.registry.queries.persons import persons
from penata_web.registry.queries.scope import all_lines, below, within
from penata_web.shared.acting import Acting


def units(acting: Acting, *, on: dt.date | None) -> QuerySet[Any, Any]:
    """The units that this capacity may see on a day (None: now)."""
    rows = all_lines(UnitLine, on)
    return within(rows, acting, on=on) if acting.has(*permissions.ORGANISATION_READERS) else rows.none()


def unit(acting: Acting, unit_id: str, *, on: dt.date) -> UnitLine | None:
    """One unit; None where the capacity does not see it or it is not recorded on that day."""
    return units(acting, on=on).filter(unit_id=unit_id).first()


def tops(acting: Acting, *, on: dt.date) -> QuerySet[Any, Any]:
    """Where the tree begins for this capacity: the own unit, else the units without one above."""
    rows = units(acting, on=on)
    return rows.filter(unit_id=acting.unit_id) if acting.unit_id else rows.filter(parent_id=None).order_by("name")


def children(acting: Acting, unit_id: str, *, on: dt.date) -> QuerySet[Any, Any]:
    """The units right below one."""
    return units(acting, on=on).filter(parent_id=unit_id).order_by("name")


def above(acting: Acting, line: UnitLine, *, on: dt.date) -> list[UnitLine]:
    """The units over one, topmost first, as far as the capacity sees them."""
    ids = line.path.strip("/").split("/")[:-1]
    if not ids:
        return []
    found = {row.unit_id: row for row in units(acting, on=on).filter(unit_id__in=ids)}
    return [found[name] for name in ids if name in found]


def offices(acting: Acting, *, on: dt.date) -> list[tuple[str, str]]:
    """Id and name of the offices (perangkat daerah), for a choice."""
    rows = units(acting, on=on).filter(Q(kind="OPD") | Q(parent_id=None))
    return list(rows.order_by("name").values_list("unit_id", "name"))


def totals(acting: Acting, *, on: dt.date) -> dict[str, int]:
    """Units, people who count, need, shortage and surplus of all that the capacity sees."""
    found = units(acting, on=on).aggregate(
        need=Sum("need"), filled=Sum("filled"), shortage=Sum("shortage"), surplus=Sum("surplus")
    )
    return {name: value or 0 for name, value in found.items()}


def came(acting: Acting, line: UnitLine, *, since: dt.date, until: dt.date) -> QuerySet[Any, Any]:
    """Who is in a unit or below it on the later day and was not on the earlier."""
    return _only_on(acting, line, on=until, but_not_on=since)


def went(acting: Acting, line: UnitLine, *, since: dt.date, until: dt.date) -> QuerySet[Any, Any]:
    """Who was in a unit or below it on the earlier day and is not on the later."""
    return _only_on(acting, line, on=since, but_not_on=until)


def _only_on(acting: Acting, line: UnitLine, *, on: dt.date, but_not_on: dt.date) -> QuerySet[Any, Any]:
    other = PersonLine.objects.on(but_not_on).filter(below(line.path))
    return persons(acting, on=on).filter(below(line.path)).exclude(employee_id__in=other.values("employee_id"))

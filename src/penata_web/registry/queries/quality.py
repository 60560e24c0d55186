"""What the checks of data quality found, as a capacity may see it."""

import datetime as dt
from typing import Any

from django.db.models import Count, QuerySet

from penata_web.registry import permissions
from penata_web.registry.models import FaultLine, QualityLine
from penata_web.registry.queries.scope import within
from penata_web.shared.acting import Acting


def faults(acting: Acting, *, on: dt.date) -> QuerySet[Any, Any]:
    """Records that a check found wanting."""
    rows = FaultLine.objects.on(on)
    return within(rows, acting, on=on) if acting.has(*permissions.QUALITY_READERS) else rows.none()


def quality(*, on: dt.date) -> dict[str, Any] | None:
    """The document of the latest whole check up to a day: score, dimensions, checks."""
    return QualityLine.objects.on(on).values_list("document", flat=True).first()


def checks(acting: Acting, *, on: dt.date) -> list[dict[str, Any]]:
    """Each check that could be asked: code, name, who repairs it and how, how many were tested and fail here."""
    document = quality(on=on)
    if document is None:
        return []
    here = dict(faults(acting, on=on).values_list("code").annotate(n=Count("id")).order_by("code"))
    asked = [one for part in document["dimensions"] for one in part["findings"]] + document["checks"]
    return [one | {"here": here.get(one["code"], 0)} for one in asked if one["tested"]]


def faults_of_person(employee_id: str, *, on: dt.date) -> list[FaultLine]:
    """What the checks found in one person's record."""
    rows = FaultLine.objects.on(on).filter(item_id=employee_id, table__in=("employees", "wishes"))
    return list(rows.order_by("code"))

"""Disputes of people about their own records: the tasks of whoever can settle them."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from penata_web.registry import permissions
from penata_web.registry.enums import Stance
from penata_web.registry.models import FieldWord
from penata_web.registry.queries.scope import within
from penata_web.shared.acting import Acting


def tasks(acting: Acting, *, on: dt.date) -> QuerySet[Any, Any]:
    """Disputes of the agency, or of the unit with all below it, answered ones included."""
    rows = FieldWord.objects.filter(stance=Stance.DISPUTE)
    return within(rows, acting, on=on) if acting.has(*permissions.TASK_READERS) else rows.none()


def open_tasks(acting: Acting, *, on: dt.date) -> QuerySet[Any, Any]:
    """Those that wait for an answer."""
    return tasks(acting, on=on).filter(outcome="")

"""Readings, whether they are still up to date, and what of them somebody sees."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Max, QuerySet

from penata_web.needs.models import Reading
from penata_web.registry.enums import BatchState
from penata_web.registry.models import Batch, Unit
from penata_web.shared.acting import Acting
from penata_web.shared.enums import JobState
from penata_web.shared.models import Job

READ: Final = "needs.read"
"""The kind of the job that makes a reading."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What of a reading somebody sees: one agency, one unit with all below it, or (both empty) everything."""

    agency_id: str = ""
    path: str = ""
    unit_name: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing is cut off."""
        return not self.agency_id and not self.path


def scope_of(acting: Acting) -> Scope:
    """The scope of a capacity. A unit that is no longer there has nothing in it."""
    if not acting.unit_id:
        return Scope(agency_id=acting.agency_id)
    unit = Unit.objects.current().filter(unit_id=acting.unit_id).values("path", "name").first()
    return Scope(acting.agency_id, unit["path"] if unit else f"/{acting.unit_id}/", unit["name"] if unit else "")


def readings() -> QuerySet[Reading]:
    """All readings, newest first."""
    return Reading.objects.all()


def latest_reading() -> Reading | None:
    """The newest reading."""
    return Reading.objects.first()


def registry_stamp() -> str:
    """What the registry's batches have come to: another text whenever one was taken or undone."""
    told = Batch.objects.filter(state__in=[BatchState.TAKEN, BatchState.UNDONE]).aggregate(
        n=Count("pk"), taken=Max("taken_at"), undone=Max("undone_at")
    )
    return "|".join(str(value.isoformat() if isinstance(value, dt.datetime) else value) for value in told.values())


def data_day() -> dt.date | None:
    """The day of which the registry tells: the newest one of a batch that stands."""
    day: dt.date | None = Batch.objects.filter(state=BatchState.TAKEN).aggregate(day=Max("as_of"))["day"]
    return day


def is_stale(reading: Reading | None) -> bool:
    """Whether the registry changed since."""
    return reading is None or reading.stamp != registry_stamp()


def job_under_way() -> Job | None:
    """A reading that is being made."""
    return Job.objects.filter(kind=READ, state__in=[JobState.WAITING, JobState.RUNNING]).first()


def units_by_path(day: dt.date) -> list[tuple[str, str]]:
    """unit_id and path of every unit that held on a day."""
    return list(Unit.objects.on(day).values_list("unit_id", "path"))

"""Reading the registry: what is needed, who is there, what the coming years take away."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from penata.tables import InputError
from penata_web.needs.frames.norms import Norms, norms_on
from penata_web.needs.frames.readings import Seen, facts_on, keep, keep_frames, seen_in
from penata_web.needs.models import Reading
from penata_web.needs.queries import data_day, job_under_way, latest_reading, registry_stamp, units_by_path
from penata_web.needs.queries.readings import READ
from penata_web.registry.operations import dataset_on
from penata_web.shared import acts
from penata_web.shared.acting import Acting
from penata_web.shared.jobs import RefusedError, start
from penata_web.shared.models import Job


@transaction.atomic
def start_reading(*, by: Acting, at: dt.datetime, day: dt.date | None = None) -> Job:
    """Ask for a reading of a day (none: the newest that the registry tells of); one that is under way is enough."""
    if day is None and (job := job_under_way()):
        return job
    day = day or data_day() or at.date()
    return start(kind=READ, title=str(_("Menghitung kebutuhan")), by=by, at=at, payload={"day": day.isoformat()})


def take_reading(
    *, day: dt.date, by: Acting, at: dt.datetime, job: Job | None = None, step: Callable[[str, int, int], Any]
) -> Reading:
    """Compute and keep the reading of a day. Data that the newest reading read already make no second one."""
    step(str(_("membaca registri")), 0, 3)
    stamp = registry_stamp()
    dataset = dataset_on(day)
    digest, latest = dataset.digest(), latest_reading()
    if latest is not None and (latest.digest, latest.day) == (digest, day):
        Reading.objects.filter(pk=latest.pk).update(stamp=stamp)
        return latest
    step(str(_("menghitung kebutuhan dan proyeksi")), 1, 3)
    try:
        paths = dict(units_by_path(day))
        seen, norms = seen_in(facts_on(dataset, day, paths)), norms_on(dataset, day, paths)
    except InputError as error:
        raise RefusedError(" ".join(error.problems)) from error
    step(str(_("menyimpan")), 2, 3)
    return _kept(seen=seen, norms=norms, digest=digest, stamp=stamp, by=by, at=at, job=job)


@transaction.atomic
def _kept(
    *, seen: Seen, norms: Norms, digest: str, stamp: str, by: Acting, at: dt.datetime, job: Job | None
) -> Reading:
    reading = Reading.objects.create(
        day=seen.day, digest=digest, stamp=stamp, folder="", job=job, created_by=by.account, created_at=at,
        figures={**seen.figures, "norms": norms.would},
    )  # fmt: skip
    reading.folder = str(Path(settings.DATA) / "readings" / str(reading.pk))
    reading.save()
    folder = Path(reading.folder)
    keep(folder, seen)
    keep_frames(folder, {"norms": norms.rows, "norms_missing": norms.missing, "centres": norms.centres})
    acts.record(
        by=by, at=at, verb="READ_NEEDS", thing="reading", thing_id=reading.pk,
        after={"day": seen.day, "digest": digest, "shortage": seen.figures["shortage"]},
    )  # fmt: skip
    return reading

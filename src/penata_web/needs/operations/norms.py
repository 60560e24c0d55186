"""Needs that staffing norms state are entered into the data."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from penata_web.needs.frames.norms import norm_rows
from penata_web.needs.queries import data_day
from penata_web.registry.models import Batch
from penata_web.registry.operations import dataset_on, take_rows
from penata_web.shared import acts
from penata_web.shared.acting import Acting
from penata_web.shared.jobs import RefusedError, start
from penata_web.shared.models import Job

TAKE_NORMS = "needs.norms"
"""The kind of the job that enters needs of norms into the data."""


@transaction.atomic
def start_taking_norms(*, overwrite: bool, reason: str, by: Acting, at: dt.datetime) -> Job:
    """Ask for the needs of norms to be entered; ``overwrite``: also where the data already state one."""
    return start(
        kind=TAKE_NORMS, title=str(_("Memasukkan kebutuhan menurut norma")), by=by, at=at,
        payload={"overwrite": overwrite, "reason": reason},
    )  # fmt: skip


@transaction.atomic
def take_norms(*, overwrite: bool, reason: str, by: Acting, at: dt.datetime) -> Batch:
    """Enter the needs of norms as one batch, dated and undoable; people are seated where their need is stated."""
    today = at.date()
    day = max(today, data_day() or today)
    rows = norm_rows(dataset_on(day), day, overwrite=overwrite)
    if not rows:
        raise RefusedError(_("Tidak ada yang berubah: semua kebutuhan menurut norma sudah terisi di Data."))
    batch = take_rows(title=str(_("Kebutuhan menurut norma sekolah dan puskesmas")), rows=rows, on=day, by=by, at=at)
    acts.record(
        by=by, at=at, verb="TAKE_NORMS", thing="batch", thing_id=batch.pk, reason=reason,
        after={"overwrite": overwrite, "tables": sorted(rows)},
    )  # fmt: skip
    return batch

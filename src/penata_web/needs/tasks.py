"""Work of this stage in the background."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from penata_web.needs.operations import take_norms, take_reading, take_sheets
from penata_web.needs.operations.norms import TAKE_NORMS
from penata_web.needs.operations.sheets import TAKE
from penata_web.needs.queries.readings import READ
from penata_web.shared.jobs import Outcome, Run, job


@job(READ)
def read(run: Run) -> Outcome:
    """Compute need, filled, gap and projection of a day."""
    day = dt.date.fromisoformat(run.payload["day"])
    reading = take_reading(day=day, by=run.acting, at=timezone.now(), job=run.job, step=run.step)
    return Outcome(url=reverse("needs:home"), result={"reading": reading.pk})


@job(TAKE)
def take(run: Run) -> Outcome:
    """Enter needs that were set into the data, as one batch."""
    run.step(str(_("menulis ke Data")))
    batch = take_sheets(by=run.acting, at=timezone.now())
    return Outcome(url=reverse("needs:sheets"), result={"batch": batch.pk})


@job(TAKE_NORMS)
def take_of_norms(run: Run) -> Outcome:
    """Enter needs of norms into the data, as one batch."""
    run.step(str(_("menghitung norma dan menulis ke Data")))
    asked = run.payload
    batch = take_norms(overwrite=asked["overwrite"], reason=asked["reason"], by=run.acting, at=timezone.now())
    return Outcome(url=reverse("needs:counts"), result={"batch": batch.pk})

"""Work of this stage in the background."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from penata_web.needs.operations import take_reading
from penata_web.needs.queries.readings import READ
from penata_web.shared.jobs import Outcome, Run, job


@job(READ)
def read(run: Run) -> Outcome:
    """Compute need, filled, gap and projection of a day."""
    day = dt.date.fromisoformat(run.payload["day"])
    reading = take_reading(day=day, by=run.acting, at=timezone.now(), job=run.job, step=run.step)
    return Outcome(url=reverse("needs:home"), result={"reading": reading.pk})

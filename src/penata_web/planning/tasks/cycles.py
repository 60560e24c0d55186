"""Freezing the data of a cycle."""

from django.urls import reverse
from django.utils import timezone

from penata_web.planning.models import Cycle
from penata_web.planning.operations.cycles import freeze_cycle
from penata_web.shared.jobs import Outcome, Run, job


@job("planning.freeze")
def freeze(run: Run) -> Outcome:
    """Write the registry of the cycle's day into its folder."""
    cycle = Cycle.objects.get(pk=run.payload["cycle"])
    freeze_cycle(cycle=cycle, by=run.acting, at=timezone.now(), step=run.step)
    return Outcome(url=reverse("planning:cycle", args=[cycle.pk]))

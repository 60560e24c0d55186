"""Computing a plan, doing it again, and what it could be traded against."""

from collections.abc import Callable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from penata_web.planning.enums import PlanState
from penata_web.planning.models import Plan
from penata_web.planning.operations.frontiers import draw_frontier
from penata_web.planning.operations.replays import replay
from penata_web.planning.operations.runs import carry_out
from penata_web.shared.jobs import Outcome, RefusedError, Run, job

STAGES = 11
"""What a run tells of, about: the bar moves on with each."""


@job("planning.run")
def run_plan(run: Run) -> Outcome:
    """Compute one version of a scenario."""
    plan = _plan(run)
    done = carry_out(plan=plan, by=run.acting, clock=timezone.now, step=_counted(run))
    if done.state == PlanState.FAILED:
        raise RefusedError(done.error)
    return Outcome(url=reverse("planning:run", args=[plan.pk]), result={"state": done.state})


@job("planning.replay")
def replay_plan(run: Run) -> Outcome:
    """Compute a plan once more and compare."""
    plan = _plan(run)
    found = replay(plan=plan, by=run.acting, clock=timezone.now, step=_counted(run))
    return Outcome(url=reverse("planning:run", args=[plan.pk]), result={"differs": found})


@job("planning.frontier")
def frontier(run: Run) -> Outcome:
    """Work out what balance costs in moves, or in wishes."""
    plan = _plan(run)
    draw_frontier(plan=plan, second=run.payload["second"], by=run.acting, clock=timezone.now, step=_counted(run))
    return Outcome(url=reverse("planning:frontier", args=[plan.pk]))


def _plan(run: Run) -> Plan:
    try:
        return Plan.objects.select_related("scenario__cycle", "job").get(pk=run.payload["plan"])
    except Plan.DoesNotExist:
        raise RefusedError(_("Rencana ini tidak ada lagi.")) from None


def _counted(run: Run) -> Callable[[str], None]:
    """The library's steps as those of a job: each new one moves the bar on."""
    done = 0

    def step(words: str) -> None:
        nonlocal done
        done = min(done + 1, STAGES - 1)
        run.step(words, done, STAGES)

    return step
